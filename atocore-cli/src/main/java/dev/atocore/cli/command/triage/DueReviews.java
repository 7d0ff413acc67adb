package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.Memories;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.Validity;
import java.io.IOException;
import java.util.List;

/** The second queue: active memories whose time to be looked at again has come. */
final class DueReviews {
  private static final int MOST = 1000;

  private final Memories memories;
  private final List<Memory> due;

  DueReviews(Memories memories, MemoryFilter filter) {
    this.memories = memories;
    this.due = memories.reviews(filter, MOST, null).memories();
  }

  List<Memory> all() {
    return due;
  }

  /** Goes through them with a person; whoever keeps one looks at it again at the next time. */
  void review(Change change, Validity next, TriageScreen screen, Ansi ansi) throws IOException {
    ActiveSession session =
        new ActiveSession(
            memories,
            change,
            screen,
            ansi,
            "keep" + until(next),
            memory -> keep(memory, change, next));
    if (due.isEmpty()) {
      screen.line("No memory is to be looked at again.");
    }
    session.run(
        due.stream().map(memory -> new ActiveSession.Asked(memory, lines(memory))).toList(),
        left -> Count.of(left, "memory", "memories") + " to be looked at again");
  }

  private String keep(Memory memory, Change change, Validity next) {
    Memory kept =
        memories.keep(memory.id(), next.reviewBy(), change.ifVersion(memory.version())).memory();
    return "kept, version " + kept.version() + until(kept.validity());
  }

  private static String until(Validity validity) {
    String next = validity.reviewBy();
    return next == null || next.isEmpty() ? " for good" : " until " + next;
  }

  private static List<String> lines(Memory memory) {
    String until = memory.validity().until();
    return List.of(
        TerminalText.oneLine(
            memory.id()
                + "  "
                + memory.type()
                + ", to be looked at by "
                + memory.validity().reviewBy()
                + (until == null ? "" : ", valid until " + until)),
        "  " + TerminalText.oneLine(memory.content()));
  }
}
