package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.Memories;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Asks a person about active memories, each of which one key keeps or invalidates. */
final class ActiveSession {
  private final Memories memories;
  private final Change change;
  private final TriageScreen screen;
  private final Ansi ansi;
  private final String keys;
  private final Keeping keeping;

  /**
   * A session.
   *
   * @param kept what the keys say of keeping one, such as {@code keep}
   * @param keeping what that does
   */
  ActiveSession(
      Memories memories,
      Change change,
      TriageScreen screen,
      Ansi ansi,
      String kept,
      Keeping keeping) {
    this.memories = memories;
    this.change = change;
    this.screen = screen;
    this.ansi = ansi;
    this.keys = "k " + kept + " · i invalidate · s skip · q quit";
    this.keeping = keeping;
  }

  /** One that is asked about, and what is shown of it. */
  record Asked(Memory memory, List<String> lines) {}

  /** Keeps a memory, and gives what to say of that. */
  @FunctionalInterface
  interface Keeping {
    String keep(Memory memory);
  }

  /**
   * Until all were asked.
   *
   * @param left what to say of so many
   * @return false when the user quits
   */
  boolean run(List<Asked> all, IntFunction<String> left) throws IOException {
    for (int i = 0; i < all.size(); i++) {
      screen.line("");
      screen.line(ansi.strong(left.apply(all.size() - i)));
      all.get(i).lines().forEach(screen::line);
      if (!ask(all.get(i).memory())) {
        return false;
      }
    }
    return true;
  }

  /** False to quit. */
  private boolean ask(Memory memory) throws IOException {
    while (true) {
      screen.prompt(ansi.faint(keys) + "  ");
      int key = screen.key();
      screen.line(key > ' ' && key < 0x7F ? String.valueOf((char) key) : "");
      switch (key) {
        case 'k' -> {
          decide(() -> keeping.keep(memory));
          return true;
        }
        case 'i' -> {
          decide(() -> invalidate(memory));
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

  private String invalidate(Memory memory) {
    Memory after = memories.invalidate(memory.id(), change.ifVersion(memory.version())).memory();
    return "invalidated, version " + after.version();
  }

  /** What someone else changed meanwhile is reported, and the queue goes on. */
  private void decide(Supplier<String> decision) {
    try {
      screen.line(ansi.green(decision.get()));
    } catch (StoreException e) {
      throw e;
    } catch (AtoCoreException e) {
      screen.line(ansi.yellow("Not done: " + TerminalText.oneLine(String.valueOf(e.getMessage()))));
    }
  }
}
