package dev.atocore.cli.command.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.Memories;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Mutation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;

/** A change to several memories, one transaction each, with a report id by id. */
abstract class ChangeMemories extends CliCommand {
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);
  private final Value<Long> ifVersion =
      bigNumber("--if-version", "N", "Only if the memory, then just one, is at that version.");
  private final Value<List<String>> ids =
      arguments("ID", "The memories, or - for ids on stdin, one a line.", false);

  ChangeMemories() {
    describe(
        "Several ids are one process and one transaction each; the report says, id by id, what"
            + " happened.");
  }

  abstract Mutation change(Memories memories, String id, Change change);

  /** What a dry usage error says is missing. */
  String nothingGiven() {
    return "no id given; name memories, or - for ids on stdin";
  }

  final boolean hasIds() {
    return ids.isGiven();
  }

  final Change change(Cli cli) {
    return adjust(cli.change(note));
  }

  /** Adds what the command's own options say. */
  Change adjust(Change change) {
    return change;
  }

  @Override
  protected int run(Cli cli) throws IOException {
    List<String> given = ids.or(List.of());
    if (given.isEmpty()) {
      throw CliException.usage(nothingGiven());
    }
    boolean fromStdin = given.contains("-");
    if (fromStdin && given.size() > 1) {
      throw CliException.usage("give ids or -, not both");
    }
    if (ifVersion.isGiven() && (fromStdin || given.size() > 1)) {
      throw CliException.usage("--if-version is for one id only");
    }
    Change change = change(cli).ifVersion(ifVersion.get());
    boolean many = fromStdin || given.size() > 1;
    Report report = new Report(cli, cli.store().memories(), many ? change.ofMany() : change);
    if (fromStdin) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(cli.input().stdin(), UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          report.run(line.strip());
        }
      }
    } else {
      for (String id : given) {
        report.run(id);
      }
    }
    return report.end();
  }

  /** Says what happened, id by id, as it happens. */
  private final class Report {
    private final Cli cli;
    private final Memories memories;
    private final Change change;
    private final Results results;
    private long succeeded;
    private long failed;

    Report(Cli cli, Memories memories, Change change) throws IOException {
      this.cli = cli;
      this.memories = memories;
      this.change = change;
      this.results = Results.begin(cli, "results");
    }

    void run(String id) {
      try {
        Mutation mutation = change(memories, id, change);
        succeeded++;
        print(mutation);
      } catch (AtoCoreException e) {
        if (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.INVALID) {
          // The store or an option is at fault, so the other ids would fare no better.
          throw e;
        }
        failed++;
        print(id, e.code(), String.valueOf(e.getMessage()));
      }
    }

    int end() throws IOException {
      if (cli.forPeople() && succeeded + failed > 1) {
        cli.note(succeeded + " done, " + failed + " failed");
      }
      results.end(
          json -> {
            json.writeNumberField("succeeded", succeeded);
            json.writeNumberField("failed", failed);
          });
      return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(Mutation mutation) {
      Memory memory = mutation.memory();
      String outcome = mutation.action() == null ? "unchanged" : mutation.action().verb();
      if (!cli.forPeople()) {
        results.each(
            json -> MemoryView.writeOutcome(json, memory.id(), outcome, memory, null, null));
      } else if (cli.idsOnly()) {
        cli.out().line(memory.id());
      } else {
        cli.out().line(outcome + " " + memory.id() + " (version " + memory.version() + ")");
      }
    }

    private void print(String id, String code, String message) {
      if (!cli.forPeople()) {
        results.each(json -> MemoryView.writeOutcome(json, id, "error", null, code, message));
      }
      cli.problem(code, message);
    }
  }
}
