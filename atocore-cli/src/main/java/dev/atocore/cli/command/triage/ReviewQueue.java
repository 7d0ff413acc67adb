package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Question;
import dev.atocore.core.model.Validity;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  private final Value<Boolean> reviews =
      flag(
          "--reviews",
          "The second queue: active memories that are past their review_by. Without a terminal, or"
              + " with -o, lists them.");
  private final Value<String> reviewBy =
      text(
          "--review-by",
          "TIME",
          "With --reviews: when what is kept is to be looked at again (default: 90d).");

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
        "memory triage --questions -o json",
        "memory triage --reviews --review-by 180d");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (questions.isGiven()) {
      list(cli);
      return ExitCode.OK;
    }
    if (reviews.isGiven()) {
      review(cli);
      return ExitCode.OK;
    }
    if (!cli.interactive()) {
      throw CliException.usage(
          "triage asks a person, and this is no terminal; in a script use 'atocore memory list"
              + " --status candidate', 'memory promote' and 'memory reject'");
    }
    MemoryFilter filter = filter(MemoryStatus.CANDIDATE);
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
          new ActiveSession(
                  store.memories(),
                  cli.changeBy(ACTOR, note),
                  screen,
                  cli.ansi(),
                  "keep",
                  memory -> keep(store, memory, cli.changeBy(ACTOR, note)))
              .run(
                  questions(store, filter),
                  left -> Count.of(left, "question") + " about active memories");
      if (goOn) {
        session.run();
      }
    } finally {
      summary(cli, session);
    }
    return ExitCode.OK;
  }

  private MemoryFilter filter(@Nullable MemoryStatus status) {
    String typeWord = type.get();
    return new MemoryFilter(
        status, typeWord == null ? null : MemoryType.parse(typeWord), project.get());
  }

  private void review(Cli cli) throws IOException {
    Validity next = Validity.parse(null, null, reviewBy.or(Defaults.REVIEW_AGAIN), cli.now());
    DueReviews due = new DueReviews(cli.store().memories(), filter(MemoryStatus.ACTIVE));
    ProjectHint.give(cli, project.get(), due.all().isEmpty());
    if (!cli.interactive() || !cli.forPeople() || cli.idsOnly()) {
      RowOutput.all(cli, MemoryView.ROWS, due.all());
      return;
    }
    try (JlineScreen screen = JlineScreen.open(cli.env())) {
      due.review(cli.changeBy(ACTOR, note), next, screen, cli.ansi());
    }
  }

  private static String keep(MemoryStore store, Memory memory, Change change) {
    store.memories().answer(memory.id(), change);
    return "kept";
  }

  private static List<ActiveSession.Asked> questions(MemoryStore store, MemoryFilter filter) {
    QuestionText text = new QuestionText(store);
    return asked(store, filter).stream()
        .map(question -> new ActiveSession.Asked(question.memory(), text.lines(question)))
        .toList();
  }

  private void list(Cli cli) throws IOException {
    MemoryStore store = cli.store();
    List<Question> asked = asked(store, filter(null));
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
