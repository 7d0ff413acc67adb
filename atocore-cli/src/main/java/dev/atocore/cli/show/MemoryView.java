package dev.atocore.cli.show;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.SourceChunks;
import java.io.IOException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** How memories look: as a row of a list, and one alone. */
public final class MemoryView extends RowShape<Memory> {
  public static final MemoryView ROWS = new MemoryView();

  private MemoryView() {
    super(
        "memories",
        "ID,TYPE,STATUS,CONF,REFS,PROJECT,SCOPE?,CONTENT",
        "id,type,content,project,status,confidence,reference_count,last_referenced_at,source_chunk_id,superseded_by,version,created_at,updated_at,"
            + "user_id,agent_id,run_id,metadata,source_chunk_ids,valid_from,valid_until,review_by");
  }

  /** One memory as the whole result. */
  public static void print(Cli cli, Memory memory) throws IOException {
    print(cli, memory, null);
  }

  /** The same with what vouches for it; null where that is not asked. */
  public static void print(Cli cli, Memory memory, @Nullable EvidenceView evidence)
      throws IOException {
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            MemoryJson.writeFields(json, memory);
            if (evidence != null) {
              evidence.json(json);
            }
          });
      return;
    }
    if (cli.idsOnly()) {
      cli.out().line(ROWS.id(memory));
      return;
    }
    String referenced = memory.lastReferencedAt();
    TextRecord text =
        new TextRecord(cli, 10)
            .line("id", memory.id())
            .line("type", memory.type())
            .line("status", memory.status())
            .line("project", memory.project())
            .line("confidence", memory.confidence())
            .line(
                "references",
                memory.referenceCount() + (referenced == null ? "" : ", last " + referenced))
            .line("user", memory.owner().userId())
            .line("agent", memory.owner().agentId())
            .line("run", memory.owner().runId())
            .line("metadata", memory.metadata().isEmpty() ? null : memory.metadata().json())
            .line(
                memory.sourceChunkIds().size() > 1 ? "sources" : "source",
                memory.sourceChunkIds().isEmpty()
                    ? null
                    : String.join(", ", memory.sourceChunkIds()))
            .line("valid from", memory.validity().from())
            .line("valid till", memory.validity().until())
            .line("review by", memory.validity().reviewBy())
            .line(
                "superseded", memory.supersededBy() == null ? null : "by " + memory.supersededBy())
            .line("version", memory.version())
            .line("created", memory.createdAt())
            .line("updated", memory.updatedAt());
    if (evidence != null) {
      evidence.lines(text);
    }
    text.block(memory.content());
  }

  /** Writes what became of a memory, or why nothing did, as fields of an object. */
  public static void writeOutcome(
      JsonGenerator json,
      String id,
      String outcome,
      @Nullable Memory memory,
      @Nullable String code,
      @Nullable String message)
      throws IOException {
    json.writeStringField("id", id);
    json.writeStringField("outcome", outcome);
    json.writeFieldName("memory");
    if (memory == null) {
      json.writeNull();
    } else {
      ROWS.json(json, memory);
    }
    Json.writeError(json, code, message);
  }

  @Override
  public void json(JsonGenerator json, Memory memory) throws IOException {
    MemoryJson.write(json, memory);
  }

  @Override
  public @Nullable Object[] csv(Memory memory) {
    return row(
        memory.id(),
        memory.type(),
        memory.content(),
        memory.project(),
        memory.status(),
        memory.confidence(),
        memory.referenceCount(),
        memory.lastReferencedAt(),
        memory.sourceChunkId(),
        memory.supersededBy(),
        memory.version(),
        memory.createdAt(),
        memory.updatedAt(),
        memory.owner().userId(),
        memory.owner().agentId(),
        memory.owner().runId(),
        memory.metadata().isEmpty() ? null : memory.metadata().json(),
        memory.sourceChunkIds().isEmpty() ? null : SourceChunks.json(memory.sourceChunkIds()),
        memory.validity().from(),
        memory.validity().until(),
        memory.validity().reviewBy());
  }

  @Override
  public @Nullable Object[] cells(Memory memory) {
    return row(
        memory.id(),
        memory.type(),
        memory.status(),
        memory.confidence(),
        memory.referenceCount(),
        memory.project(),
        owned(memory.owner()),
        memory.content());
  }

  /** Whose it is, on one line; null when nobody's. */
  private static @Nullable String owned(Owner owner) {
    if (owner.isNobody()) {
      return null;
    }
    StringJoiner parts = new StringJoiner(" ");
    part(parts, "user=", owner.userId());
    part(parts, "agent=", owner.agentId());
    part(parts, "run=", owner.runId());
    return parts.toString();
  }

  private static void part(StringJoiner parts, String name, @Nullable String value) {
    if (value != null) {
      parts.add(name + value);
    }
  }
}
