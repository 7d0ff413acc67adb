package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.model.Memory;
import dev.atocore.core.search.Difference;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.SharedWords;
import dev.atocore.core.search.WordDiff;
import dev.atocore.core.source.SourceChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A candidate with all that helps to decide, as lines for a terminal. */
final class CandidateText {
  private static final int SOURCE_LINES = 12;
  private static final int LINES_BEFORE_THE_FIRST_MARK = 2;
  private static final int WIDEST = 100;

  private final Ansi ansi;
  private final int columns;

  CandidateText(Ansi ansi, int columns) {
    this.ansi = ansi;
    this.columns = Math.min(columns, WIDEST);
  }

  /**
   * The whole view.
   *
   * @param chunk what it was drawn from; null when it cites none, or one that is gone
   */
  List<String> lines(
      Memory memory, @Nullable SourceChunk chunk, List<NearMemory> near, long waiting) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(rule(Count.of(waiting, "candidate") + " waiting"));
    lines.add(fields(memory));
    lines.add(ansi.faint("id " + TerminalText.oneLine(memory.id())));
    lines.add("");
    for (Paragraph.Line line : paragraph().add(memory.content(), ansi::strong, false).lines()) {
      lines.add("  " + line.text());
    }
    source(memory, chunk, lines);
    near(near, lines);
    lines.add("");
    return lines;
  }

  /** What an edit would change. */
  List<String> diff(String before, String after) {
    Paragraph paragraph = paragraph();
    for (WordDiff.Part run : WordDiff.between(before, after)) {
      switch (run.kind()) {
        case KEPT -> paragraph.add(run.text(), UnaryOperator.identity(), false);
        case REMOVED -> paragraph.add("[-" + run.text() + "-]", ansi::red, true);
        case ADDED -> paragraph.add("{+" + run.text() + "+}", ansi::green, true);
      }
    }
    return paragraph.lines().stream().map(line -> "  " + line.text()).toList();
  }

  private String fields(Memory memory) {
    String project = memory.project();
    return TerminalText.oneLine(memory.type())
        + (project == null ? "" : "  ·  " + TerminalText.oneLine(project))
        + "  ·  confidence "
        + memory.confidence()
        + "  ·  "
        + Count.of(memory.referenceCount(), "reference")
        + "  ·  "
        + TerminalText.oneLine(day(memory.createdAt()));
  }

  private void source(Memory memory, @Nullable SourceChunk chunk, List<String> lines) {
    lines.add("");
    if (chunk == null) {
      String cited = memory.sourceChunkId();
      lines.add(
          ansi.faint(
              cited == null
                  ? "It names no source."
                  : "Its source " + TerminalText.oneLine(cited) + " is not in the store."));
      return;
    }
    String title = chunk.title() == null ? chunk.documentId() : chunk.title();
    String uri = chunk.uri();
    lines.add(
        ansi.faint("From ")
            + TerminalText.oneLine(title)
            + ansi.faint(uri == null ? "" : "  " + TerminalText.oneLine(uri)));
    Paragraph paragraph = paragraph();
    for (SharedWords.Piece piece : SharedWords.mark(chunk.content(), memory.content())) {
      paragraph.add(
          piece.text(), piece.shared() ? ansi::yellow : UnaryOperator.identity(), piece.shared());
    }
    excerpt(paragraph.lines(), lines);
  }

  /** A window from just before the first marked line. */
  private void excerpt(List<Paragraph.Line> all, List<String> lines) {
    int first = 0;
    while (first < all.size() && !all.get(first).marked()) {
      first++;
    }
    int from = first == all.size() ? 0 : Math.max(0, first - LINES_BEFORE_THE_FIRST_MARK);
    int to = Math.min(all.size(), from + SOURCE_LINES);
    from = Math.max(0, Math.min(from, to - SOURCE_LINES));
    if (from > 0) {
      lines.add(ansi.faint("  │ … " + Count.of(from, "line") + " before"));
    }
    for (Paragraph.Line line : all.subList(from, to)) {
      lines.add(ansi.faint("  │ ") + line.text());
    }
    if (to < all.size()) {
      lines.add(ansi.faint("  │ … " + Count.of(all.size() - to, "line") + " more"));
    }
  }

  private void near(List<NearMemory> near, List<String> lines) {
    if (near.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(ansi.faint("Near duplicates"));
    for (NearMemory other : near) {
      String head =
          String.format(
              Locale.ROOT, "  %3d %%  %-9s  ", Math.round(100 * other.likeness()), word(other));
      Difference difference = other.difference();
      if (difference != null) {
        head += ansi.red("may contradict (" + difference.word() + ")") + "  ";
      } else if (other.byMeaning()) {
        head += ansi.faint("means the same") + "  ";
      }
      String content = TerminalText.oneLine(other.memory().content());
      lines.add(head + TerminalText.cut(content, Math.max(20, columns - head.length())));
    }
  }

  private String rule(String title) {
    return ansi.faint("── ")
        + ansi.strong(title)
        + ansi.faint(" " + "─".repeat(Math.max(3, columns - title.length() - 4)));
  }

  private Paragraph paragraph() {
    return new Paragraph(columns - 6);
  }

  private static String word(NearMemory near) {
    return TerminalText.cut(TerminalText.oneLine(near.memory().status()), 9);
  }

  private static String day(String timestamp) {
    return timestamp.length() > 16 ? timestamp.substring(0, 16).replace('T', ' ') : timestamp;
  }
}
