package dev.atocore.cli.command.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.Memories;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.model.EachOutcome;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Mutation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;

/** A change to several memories, with a report id by id. */
abstract class ChangeMemories extends CliCommand {
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);
  private final Value<Long> ifVersion =
      bigNumber("--if-version", "N", "Only if the memory, then just one, is at that version.");
  private final Value<Boolean> alone =
      flag("--each", "With -: a transaction for each id, as for ids that are named.");
  private final Value<List<String>> ids =
      arguments("ID", "The memories, or - for ids on stdin, one a line.", false);

  ChangeMemories() {
    describe(
        "Several ids are one process; the report says, id by id, what happened. Each id is a"
            + " transaction of its own; ids on stdin share one, up to 500 at a time, unless --each"
            + " is given. An id that fails leaves its neighbours as they are.");
  }

  abstract EachChange what();

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
    Memories memories = cli.store().memories();
    Change change = change(cli).ifVersion(ifVersion.get());
    Report report = new Report(cli);
    if (fromStdin) {
      int most = alone.isGiven() ? 1 : EachChange.GROUP;
      BufferedReader lines = new BufferedReader(new InputStreamReader(cli.input().stdin(), UTF_8));
      for (List<String> group = next(lines, most); !group.isEmpty(); group = next(lines, most)) {
        memories.changeEach(group, what(), change, report::print);
      }
    } else if (given.size() == 1) {
      report.print(one(memories, given.get(0), change));
    } else {
      for (String id : given) {
        memories.changeEach(List.of(id), what(), change, report::print);
      }
    }
    return report.end();
  }

  private EachOutcome one(Memories memories, String id, Change change) {
    try {
      return new EachOutcome(id, memories.change(id, what(), change), null);
    } catch (AtoCoreException e) {
      if (e.concernsAll()) {
        throw e;
      }
      return new EachOutcome(id, null, e);
    }
  }

  /** The ids that are there by now, at least one unless the input ended: who waits is not held. */
  private static List<String> next(BufferedReader lines, int most) throws IOException {
    List<String> ids = new ArrayList<>();
    while (ids.size() < most && (ids.isEmpty() || lines.ready())) {
      String line = lines.readLine();
      if (line == null) {
        break;
      }
      if (!line.isBlank()) {
        ids.add(line.strip());
      }
    }
    return ids;
  }

  /** Says what happened, id by id, as it happens. */
  private static final class Report {
    private final Cli cli;
    private final Results results;
    private long succeeded;
    private long failed;

    Report(Cli cli) throws IOException {
      this.cli = cli;
      this.results = Results.begin(cli, "results");
    }

    void print(EachOutcome outcome) {
      Mutation mutation = outcome.mutation();
      AtoCoreException error = outcome.error();
      if (mutation != null) {
        succeeded++;
        print(mutation);
      } else if (error != null) {
        failed++;
        print(outcome.id(), error.code(), String.valueOf(error.getMessage()));
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
        cli.out()
            .line(
                outcome
                    + " "
                    + memory.id()
                    + " (version "
                    + memory.version()
                    + ")"
                    + ToldBefore.of(cli, mutation));
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
