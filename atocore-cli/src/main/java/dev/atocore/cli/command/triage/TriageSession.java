package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.Memories;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.QueuedCandidate;
import dev.atocore.core.source.SourceChunk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through the queue with a person. */
final class TriageSession {
  private static final String KEYS =
      "p promote · r reject · e edit · s skip · u undo · q quit · ? help";
  private static final String[] HELP = {
    "p  promote: it becomes an active memory",
    "r  reject: it becomes invalid, and stays in the log",
    "e  edit what it says, in $VISUAL or $EDITOR if one is set, else here; you see the difference"
        + " first",
    "s  skip: it stays a candidate, and you go on",
    "u  undo the last step; the log keeps both",
    "q  quit; the next session goes on here",
  };
  private static final int NEAR_SHOWN = 5;

  private final MemoryStore store;
  private final Memories memories;
  private final MemoryFilter filter;
  private final Change change;
  private final TriageScreen screen;
  private final CandidateText text;
  private final Ansi ansi;
  private final QueuePosition position;
  private final Tally tally = new Tally();
  private final Deque<Step> done = new ArrayDeque<>();

  TriageSession(
      MemoryStore store,
      MemoryFilter filter,
      Change change,
      QueuePosition position,
      TriageScreen screen,
      CandidateText text,
      Ansi ansi) {
    this.store = store;
    this.memories = store.memories();
    this.filter = new MemoryFilter(MemoryStatus.CANDIDATE, filter.type(), filter.project());
    this.change = change;
    this.position = position;
    this.screen = screen;
    this.text = text;
    this.ansi = ansi;
  }

  /**
   * A step that can be undone.
   *
   * @param before the version to go back to
   * @param after the version that the step led to; the same when it only skipped
   */
  private record Step(Tally.Kind kind, String id, long place, long before, long after) {}

  Tally tally() {
    return tally;
  }

  long waiting() {
    return memories.count(filter);
  }

  /** Until the queue ends or the user quits. */
  void run() throws IOException {
    long after = position.read();
    Optional<QueuedCandidate> current = memories.nextCandidate(filter, after);
    if (current.isPresent() && after > 0) {
      screen.line("Going on where you stopped; --from-start begins with the oldest.");
    }
    if (current.isEmpty() && after > 0) {
      current = memories.nextCandidate(filter, 0);
      current.ifPresent(
          first -> screen.line("You saw the end last time; here are those that still wait."));
    }
    if (current.isEmpty()) {
      screen.line("No candidate waits for review.");
    }
    while (true) {
      Next next;
      if (current.isPresent()) {
        show(current.get().memory());
        next = ask(current.get());
      } else {
        next = done.isEmpty() ? Next.QUIT : askAtTheEnd();
        if (next.where() == Where.QUIT) {
          position.save(0);
        }
      }
      switch (next.where()) {
        case QUIT -> {
          return;
        }
        case HERE -> current = again(current.orElseThrow());
        case BEHIND -> {
          position.save(next.place());
          current = memories.nextCandidate(filter, next.place());
        }
      }
    }
  }

  private enum Where {
    HERE,
    BEHIND,
    QUIT
  }

  /** Where to go on: the same candidate again, the first behind a place, or nowhere. */
  private record Next(Where where, long place) {
    static final Next HERE = new Next(Where.HERE, 0);
    static final Next QUIT = new Next(Where.QUIT, 0);

    static Next behind(long place) {
      return new Next(Where.BEHIND, place);
    }
  }

  private void show(Memory memory) {
    String cited = memory.sourceChunkId();
    SourceChunk chunk = cited == null ? null : store.sources().chunk(cited).orElse(null);
    text.lines(memory, chunk, memories.nearDuplicates(memory.id(), NEAR_SHOWN), waiting())
        .forEach(screen::line);
  }

  /** Until a key leads on. */
  private Next ask(QueuedCandidate candidate) throws IOException {
    while (true) {
      screen.prompt(ansi.faint(KEYS) + "  ");
      int key = screen.key();
      screen.line(key > ' ' && key < 0x7F ? String.valueOf((char) key) : "");
      Next next =
          switch (key) {
            case 'p' -> attempt(() -> promote(candidate));
            case 'r' -> attempt(() -> reject(candidate));
            case 'e' -> attempt(() -> edit(candidate));
            case 's' -> skip(candidate);
            case 'u' -> undo();
            case 'q', TriageScreen.END -> Next.QUIT;
            case '?', 'h' -> help();
            default -> null;
          };
      if (next != null) {
        return next;
      }
    }
  }

  /** The last step can be undone like any other. */
  private Next askAtTheEnd() throws IOException {
    while (true) {
      screen.prompt(ansi.faint("That was the last. u undo · q quit") + "  ");
      int key = screen.key();
      screen.line(key > ' ' && key < 0x7F ? String.valueOf((char) key) : "");
      if (key == 'q' || key == TriageScreen.END) {
        return Next.QUIT;
      }
      Next next = key == 'u' ? undo() : null;
      if (next != null) {
        return next;
      }
    }
  }

  /** What someone else changed meanwhile is reported, and the queue goes on. */
  private @Nullable Next attempt(Attempt attempt) throws IOException {
    try {
      return attempt.run();
    } catch (StoreException e) {
      throw e;
    } catch (DuplicateException | InvalidInputException e) {
      screen.line(ansi.yellow(TerminalText.oneLine(String.valueOf(e.getMessage()))));
      return null;
    } catch (AtoCoreException e) {
      tally.count(Tally.Kind.CONFLICTS);
      screen.line(ansi.yellow("Not done: " + TerminalText.oneLine(String.valueOf(e.getMessage()))));
      return Next.HERE;
    }
  }

  private Next promote(QueuedCandidate candidate) {
    return decided(
        Tally.Kind.PROMOTED, candidate, memories.promote(candidate.memory().id(), held(candidate)));
  }

  private Next reject(QueuedCandidate candidate) {
    return decided(
        Tally.Kind.REJECTED, candidate, memories.reject(candidate.memory().id(), held(candidate)));
  }

  private Next decided(Tally.Kind kind, QueuedCandidate candidate, Mutation mutation) {
    remember(kind, candidate, mutation.memory().version());
    screen.line(ansi.green(kind.word() + ", version " + mutation.memory().version()));
    return Next.behind(candidate.place());
  }

  private @Nullable Next edit(QueuedCandidate candidate) throws IOException {
    String before = candidate.memory().content();
    Optional<String> after = screen.edit(before);
    if (after.isEmpty() || after.get().equals(before)) {
      screen.line("Nothing was changed.");
      return null;
    }
    text.diff(before, after.get()).forEach(screen::line);
    screen.prompt("Save this? y/n  ");
    int answer = screen.key();
    screen.line(answer == 'y' ? "y" : "n");
    if (answer != 'y') {
      screen.line("Not saved.");
      return null;
    }
    Mutation mutation =
        memories.update(
            candidate.memory().id(), MemoryPatch.none().content(after.get()), held(candidate));
    remember(Tally.Kind.EDITED, candidate, mutation.memory().version());
    screen.line(ansi.green("edited, version " + mutation.memory().version()));
    return Next.HERE;
  }

  private Next skip(QueuedCandidate candidate) {
    remember(Tally.Kind.SKIPPED, candidate, candidate.memory().version());
    return Next.behind(candidate.place());
  }

  private @Nullable Next undo() {
    Step last = done.poll();
    if (last == null) {
      screen.line("There is nothing to undo in this session.");
      return null;
    }
    if (last.after() != last.before()) {
      try {
        memories.revert(last.id(), last.before(), change.ifVersion(last.after()));
      } catch (StoreException e) {
        throw e;
      } catch (AtoCoreException e) {
        tally.count(Tally.Kind.CONFLICTS);
        screen.line(
            ansi.yellow("Not undone: " + TerminalText.oneLine(String.valueOf(e.getMessage()))));
        return null;
      }
    }
    tally.undo(last.kind());
    screen.line(ansi.green("undone: " + last.kind().word()));
    return Next.behind(last.place() - 1);
  }

  private @Nullable Next help() {
    for (String line : HELP) {
      screen.line("  " + line);
    }
    return null;
  }

  /** The same candidate as it is now, or the next when it is none any more. */
  private Optional<QueuedCandidate> again(QueuedCandidate candidate) {
    Optional<Memory> now = memories.find(candidate.memory().id());
    if (now.isPresent() && now.get().is(MemoryStatus.CANDIDATE)) {
      return Optional.of(new QueuedCandidate(now.get(), candidate.place()));
    }
    screen.line(
        now.isEmpty()
            ? "It is gone from the store."
            : "It is " + TerminalText.oneLine(now.get().status()) + " now.");
    position.save(candidate.place());
    return memories.nextCandidate(filter, candidate.place());
  }

  private Change held(QueuedCandidate candidate) {
    return change.ifVersion(candidate.memory().version());
  }

  private void remember(Tally.Kind kind, QueuedCandidate candidate, long after) {
    tally.count(kind);
    done.push(
        new Step(
            kind, candidate.memory().id(), candidate.place(), candidate.memory().version(), after));
  }

  /** A change, or what comes of it; null to ask again. */
  @FunctionalInterface
  private interface Attempt {
    @Nullable Next run() throws IOException;
  }
}
