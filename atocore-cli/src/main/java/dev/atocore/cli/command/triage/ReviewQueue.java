package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryJson;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Question;
import java.io.IOException;
import java.util.List;

/** The command. */
final class ReviewQueue extends CliCommand {
  static final String ACTOR = "human-triage";

  private static final int MOST_ASKED = 1000;

  private final Value<String> type = text("--type", "TYPE", "Only candidates of this type.");
  private final Value<String> project = text("--project", "ID", "Only candidates of this project.");
  private final Value<Boolean> fromStart =
      flag("--from-start", "Begin with the oldest, not where you stopped.");
  private final Value<String> note = text("--note", "TEXT", "Why, for the audit log.");

  private final Value<Boolean> questions =
      flag("--questions", "Only list the questions about active memories; needs no terminal.");

  ReviewQueue() {
    describe(
        "First the questions about active memories: those that a newer note seems to deny, or whose"
            + " source is gone or no longer says them. Then the oldest candidate first, with the"
            + " text it was drawn from and what says almost the same. One key decides.",
        "Acts as human-triage unless told otherwise. The place in the queue is kept for each user"
            + " and filter, whatever ends the session. Needs a terminal; docs/dashboard.md shows"
            + " the same in a browser.");
    examples(
        "memory triage",
        "memory triage --project atlas --type preference",
        "memory triage --from-start",
        "memory triage --questions -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (questions.isGiven()) {
      list(cli);
      return ExitCode.OK;
    }
    if (!cli.interactive()) {
      throw CliException.usage(
          "triage asks a person, and this is no terminal; in a script use 'atocore memory list"
              + " --status candidate', 'memory promote' and 'memory reject'");
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
      boolean goOn =
          new QuestionSession(store, cli.changeBy(ACTOR, note), screen, cli.ansi())
              .run(asked(store, filter));
      if (goOn) {
        session.run();
      }
    } finally {
      summary(cli, session);
    }
    return ExitCode.OK;
  }

  private void list(Cli cli) throws IOException {
    MemoryStore store = cli.store();
    String typeWord = type.get();
    List<Question> asked =
        asked(
            store,
            new MemoryFilter(
                null, typeWord == null ? null : MemoryType.parse(typeWord), project.get()));
    if (cli.forPeople()) {
      for (Question question : asked) {
        if (cli.idsOnly()) {
          cli.out().line(TerminalText.oneLine(question.memory().id()));
        } else {
          new QuestionText(store).lines(question).forEach(cli.out()::line);
        }
      }
      return;
    }
    Results results = Results.begin(cli, "questions");
    for (Question question : asked) {
      results.each(
          json -> {
            json.writeFieldName("memory");
            MemoryJson.write(json, question.memory());
            json.writeArrayFieldStart("reasons");
            for (Evidence reason : question.reasons()) {
              json.writeStartObject();
              json.writeStringField("kind", reason.kind().word());
              json.writeStringField("document_id", reason.documentId());
              json.writeStringField("chunk_id", reason.chunkId());
              json.writeStringField("at", reason.notedAt());
              json.writeEndObject();
            }
            json.writeEndArray();
          });
    }
    results.end(json -> {});
  }

  private static List<Question> asked(MemoryStore store, MemoryFilter filter) {
    return store.memories().questions(MOST_ASKED).stream()
        .filter(
            question ->
                (filter.type() == null || filter.type().word().equals(question.memory().type()))
                    && (filter.project() == null
                        || filter.project().equals(question.memory().project())))
        .toList();
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
