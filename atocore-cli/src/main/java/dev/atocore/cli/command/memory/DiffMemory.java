package dev.atocore.cli.command.memory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.ChangeText;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.image.Image;
import dev.atocore.core.model.Memory;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class DiffMemory extends CliCommand {
  private static final String VERSIONS =
      "Such as 2..5, or 5 for what version 5 changed, or 2.. for what came after version 2"
          + " (default: the newest).";

  private final Value<String> id = argument("ID", "The memory.");
  private final Value<String> versions = optionalArgument("V1..V2", VERSIONS);

  DiffMemory() {
    describe(
        "The words that changed, as the audit log tells: [-old-]{+new+}, red and green on a"
            + " terminal.");
    examples(
        "memory diff 0198c0de-…",
        "memory diff 0198c0de-… 2..5",
        "memory diff 0198c0de-… 3 -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryStore store = cli.store();
    Range range = range(store);
    Memory before = store.memories().atVersion(id.required(), range.from());
    Memory after = store.memories().atVersion(id.required(), range.to());
    List<FieldChange> changes = FieldChange.between(Image.of(before), Image.of(after));
    switch (cli.format()) {
      case TEXT -> text(cli, store, before, after);
      case CSV, NDJSON -> RowOutput.all(cli, new View(), changes);
      case JSON ->
          cli.printObject(
              json -> {
                json.writeStringField("memory_id", id.required());
                json.writeNumberField("from_version", range.from());
                json.writeNumberField("to_version", range.to());
                FieldChange.write(json, "changes", changes);
              });
    }
    return ExitCode.OK;
  }

  private static void text(Cli cli, MemoryStore store, Memory before, Memory after) {
    head(cli, store, "from", before);
    head(cli, store, "to  ", after);
    if (ChangeText.differ(Image.of(before), Image.of(after))) {
      ChangeText.complete(cli).print(Image.of(before), Image.of(after));
    } else {
      cli.note("the two say the same");
    }
  }

  private static void head(Cli cli, MemoryStore store, String word, Memory memory) {
    AuditEntry entry = store.audit().find(memory.id(), memory.version()).orElse(null);
    cli.out()
        .line(
            word
                + " "
                + cli.ansi().strong("version " + memory.version())
                + (entry == null
                    ? ""
                    : "  "
                        + TerminalText.oneLine(
                            entry.action()
                                + "  "
                                + entry.timestamp()
                                + "  by "
                                + entry.actor()
                                + "  #"
                                + entry.id())));
  }

  private Range range(MemoryStore store) {
    String given = versions.get();
    if (given == null) {
      return before(newest(store));
    }
    int dots = given.indexOf("..");
    if (dots < 0) {
      return before(number(given));
    }
    String from = given.substring(0, dots);
    String to = given.substring(dots + 2);
    return new Range(number(from), to.isEmpty() ? newest(store) : number(to));
  }

  private Range before(long version) {
    if (version < 2) {
      throw CliException.invalid(
          "version "
              + version
              + " has none before it; 'atocore memory show "
              + id.required()
              + " --version 1' shows it");
    }
    return new Range(version - 1, version);
  }

  private long newest(MemoryStore store) {
    return store
        .audit()
        .findNewest(id.required())
        .map(AuditEntry::version)
        .orElseThrow(
            () ->
                CliException.failed(
                    "not_found", "the log knows no memory \"" + id.required() + "\""));
  }

  private static long number(String text) {
    String digits = text.startsWith("v") ? text.substring(1) : text;
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw CliException.invalid("\"" + text + "\" is no version; give versions as in 2..5");
    }
  }

  private record Range(long from, long to) {}

  /** How the changes look as rows of a list. */
  private static final class View extends RowShape<FieldChange> {
    View() {
      super("changes", "field=field,before=before,after=after", "field,before,after");
    }

    @Override
    public void json(JsonGenerator json, FieldChange change) throws IOException {
      change.write(json);
    }

    @Override
    public @Nullable Object[] csv(FieldChange change) {
      return row(change.field(), change.before(), change.after());
    }
  }
}
