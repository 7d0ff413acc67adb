package dev.atocore.cli.command.triage;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import java.io.IOException;

/** The command. */
final class ReviewQueue extends CliCommand {
  static final String ACTOR = "human-triage";

  private final Value<String> type = text("--type", "TYPE", "Only candidates of this type.");
  private final Value<String> project = text("--project", "ID", "Only candidates of this project.");
  private final Value<Boolean> fromStart =
      flag("--from-start", "Begin with the oldest, not where you stopped.");
  private final Value<String> note = text("--note", "TEXT", "Why, for the audit log.");

  ReviewQueue() {
    describe(
        "The oldest candidate first, with the text it was drawn from and what says almost the same. One key decides.",
        "Acts as human-triage unless told otherwise. The place in the queue is kept for each user and filter, whatever"
            + " ends the session. Needs a terminal; docs/dashboard.md shows the same in a browser.");
    examples(
        "memory triage",
        "memory triage --project atlas --type preference",
        "memory triage --from-start");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (!cli.interactive()) {
      throw CliException.usage(
          "triage asks a person, and this is no terminal; in a script use 'atocore memory list --status candidate',"
              + " 'memory promote' and 'memory reject'");
    }
    String typeWord = type.get();
    MemoryFilter filter =
        new MemoryFilter(
            MemoryStatus.CANDIDATE,
            typeWord == null ? null : MemoryType.parse(typeWord),
            project.get());
    MemoryStore store = cli.store();
    ProjectHint.give(cli, project.get(), store.memories().count(filter) == 0);
    QueuePosition position =
        new QueuePosition(store.state(), System.getProperty("user.name", "unknown"), filter);
    if (fromStart.isGiven()) {
      position.save(0);
    }
    JlineScreen screen = JlineScreen.open(cli.env());
    TriageSession session =
        new TriageSession(
            store,
            filter,
            cli.changeBy(ACTOR, note),
            position,
            screen,
            new CandidateText(cli.ansi(), cli.columns()),
            cli.ansi());
    try (screen) {
      session.run();
    } finally {
      summary(cli, session);
    }
    return ExitCode.OK;
  }

  private static void summary(Cli cli, TriageSession session) throws IOException {
    long waiting = session.waiting();
    if (cli.forPeople()) {
      cli.out().line(session.tally().text(waiting));
    } else {
      cli.printObject(json -> session.tally().write(json, waiting));
    }
  }
}
