package dev.atocore.cli.command.memory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How memories look: as a row of a list, and one alone. */
final class MemoryView implements RowShape<Memory> {
  static final MemoryView ROWS = new MemoryView();

  private MemoryView() {}

  /** One memory as the whole result. */
  static void print(Cli cli, Memory memory) throws IOException {
    if (!cli.forPeople()) {
      MemoryJson.write(cli.json(), memory);
      cli.endJson();
      return;
    }
    if (cli.idsOnly()) {
      cli.out().line(ROWS.id(memory));
      return;
    }
    String referenced = memory.lastReferencedAt();
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
        .line("superseded", memory.supersededBy() == null ? null : "by " + memory.supersededBy())
        .line("version", memory.version())
        .line("created", memory.createdAt())
        .line("updated", memory.updatedAt())
        .block(memory.content());
  }

  @Override
  public String plural() {
    return "memories";
  }

  @Override
  public void json(JsonGenerator json, Memory memory) throws IOException {
    MemoryJson.write(json, memory);
  }

  @Override
  public String[] titles() {
    return new String[] {"ID", "TYPE", "STATUS", "CONF", "REFS", "PROJECT", "CONTENT"};
  }

  @Override
  public @Nullable String[] cells(Memory memory) {
    return new @Nullable String[] {
      memory.id(),
      memory.type(),
      memory.status(),
      Double.toString(memory.confidence()),
      Long.toString(memory.referenceCount()),
      memory.project(),
      memory.content()
    };
  }

  @Override
  public String[] csvNames() {
    return new String[] {
      "id",
      "type",
      "content",
      "project",
      "status",
      "confidence",
      "reference_count",
      "last_referenced_at",
      "source_chunk_id",
      "superseded_by",
      "version",
      "created_at",
      "updated_at"
    };
  }

  @Override
  public @Nullable Object[] csv(Memory memory) {
    return new @Nullable Object[] {
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
      memory.updatedAt()
    };
  }

  @Override
  public String id(Memory memory) {
    return memory.id();
  }
}
