package dev.atocore.cli.command.memory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How memories look: as a row of a list, and one alone. */
final class MemoryView extends RowShape<Memory> {
  static final MemoryView ROWS = new MemoryView();

  private MemoryView() {
    super(
        "memories",
        "ID=id,TYPE=type,STATUS=status,CONF=confidence,REFS=reference_count,PROJECT=project,CONTENT=content",
        "id,type,content,project,status,confidence,reference_count,last_referenced_at,source_chunk_id,superseded_by,version,created_at,updated_at");
  }

  /** One memory as the whole result. */
  static void print(Cli cli, Memory memory) throws IOException {
    print(cli, memory, null);
  }

  /** The same with what vouches for it; null where that is not asked. */
  static void print(Cli cli, Memory memory, @Nullable EvidenceView evidence) throws IOException {
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
            .line("source", memory.sourceChunkId())
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
  static void writeOutcome(
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
        memory.updatedAt());
  }
}
