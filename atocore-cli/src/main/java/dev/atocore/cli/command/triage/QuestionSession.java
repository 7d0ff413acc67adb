package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Question;
import java.io.IOException;
import java.util.List;

/** Asks a person about the active memories that seem denied or have lost their source. */
final class QuestionSession {
  private static final String KEYS = "k keep · i invalidate · s skip · q quit";

  private final MemoryStore store;
  private final Change change;
  private final TriageScreen screen;
  private final Ansi ansi;
  private final QuestionText text;

  QuestionSession(MemoryStore store, Change change, TriageScreen screen, Ansi ansi) {
    this.store = store;
    this.change = change;
    this.screen = screen;
    this.ansi = ansi;
    this.text = new QuestionText(store);
  }

  /**
   * Until all were asked.
   *
   * @return false when the user quits
   */
  boolean run(List<Question> questions) throws IOException {
    int left = questions.size();
    for (Question question : questions) {
      screen.line("");
      screen.line(ansi.strong(Count.of(left--, "question") + " about active memories"));
      text.lines(question).forEach(screen::line);
      if (!ask(question.memory())) {
        return false;
      }
    }
    return true;
  }

  /** False to quit. */
  private boolean ask(Memory memory) throws IOException {
    while (true) {
      screen.prompt(ansi.faint(KEYS) + "  ");
      int key = screen.key();
      screen.line(key > ' ' && key < 0x7F ? String.valueOf((char) key) : "");
      switch (key) {
        case 'k' -> {
          store.memories().answer(memory.id());
          screen.line(ansi.green("kept"));
          return true;
        }
        case 'i' -> {
          invalidate(memory);
          return true;
        }
        case 's' -> {
          return true;
        }
        case 'q', TriageScreen.END -> {
          return false;
        }
        default -> screen.line("");
      }
    }
  }

  private void invalidate(Memory memory) {
    try {
      long version =
          store
              .memories()
              .invalidate(memory.id(), change.ifVersion(memory.version()))
              .memory()
              .version();
      screen.line(ansi.green("invalidated, version " + version));
    } catch (StoreException e) {
      throw e;
    } catch (AtoCoreException e) {
      screen.line(ansi.yellow("Not done: " + TerminalText.oneLine(String.valueOf(e.getMessage()))));
    }
  }
}
