package dev.atocore.cli.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.AuditEntry;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import dev.atocore.cli.RowShape;
import dev.atocore.cli.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class BlameMemory extends CliCommand {
  private final Value<String> memory = argument("MEMORY_ID", "The memory.");

  @Override
  protected int run(Cli cli) throws IOException {
    List<AuditEntry> entries = cli.store().audit().history(memory.required());
    if (entries.isEmpty()) {
      throw CliException.failed(
          "not_found", "the log knows no memory \"" + memory.required() + "\"");
    }
    Map<String, Blame> blamed = new LinkedHashMap<>();
    for (AuditEntry entry : entries) {
      for (Map.Entry<String, @Nullable String> field : Image.fields(entry.after()).entrySet()) {
        Blame known = blamed.get(field.getKey());
        if (known == null || !Objects.equals(known.value(), field.getValue())) {
          blamed.put(field.getKey(), new Blame(field.getKey(), field.getValue(), entry));
        }
      }
    }
    RowOutput.all(cli, new View(), new ArrayList<>(blamed.values()));
    return ExitCode.OK;
  }

  @Override
  protected boolean listsRows() {
    return true;
  }

  @Override
  protected String[] description() {
    return new String[] {
      "Which entry set the present value of each field, as 'git blame' tells it of lines."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {"audit blame 0198c0de-…", "audit blame 0198c0de-… -o json"};
  }

  /** A field, its present value, and the entry that set it. */
  private record Blame(String field, @Nullable String value, AuditEntry entry) {}

  /** How they look as rows of a list. */
  private static final class View implements RowShape<Blame> {
    @Override
    public String plural() {
      return "fields";
    }

    @Override
    public void json(JsonGenerator json, Blame row) throws IOException {
      json.writeStartObject();
      json.writeStringField("field", row.field());
      json.writeStringField("value", row.value());
      json.writeNumberField("entry_id", row.entry().id());
      json.writeNumberField("version", row.entry().version());
      json.writeStringField("action", row.entry().action());
      json.writeStringField("actor", row.entry().actor());
      json.writeStringField("timestamp", row.entry().timestamp());
      json.writeEndObject();
    }

    @Override
    public String[] titles() {
      return new String[] {"FIELD", "V", "ACTION", "ACTOR", "TIME", "VALUE"};
    }

    @Override
    public @Nullable String[] cells(Blame row) {
      return new @Nullable String[] {
        row.field(),
        Long.toString(row.entry().version()),
        row.entry().action(),
        row.entry().actor(),
        row.entry().timestamp(),
        row.value()
      };
    }

    @Override
    public String[] csvNames() {
      return new String[] {"field", "value", "entry_id", "version", "action", "actor", "timestamp"};
    }

    @Override
    public @Nullable Object[] csv(Blame row) {
      return new @Nullable Object[] {
        row.field(),
        row.value(),
        row.entry().id(),
        row.entry().version(),
        row.entry().action(),
        row.entry().actor(),
        row.entry().timestamp()
      };
    }

    @Override
    public String id(Blame row) {
      return Long.toString(row.entry().id());
    }
  }
}
