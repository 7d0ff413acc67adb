package dev.atocore.cli;

import dev.atocore.core.WordDiff;
import dev.atocore.core.WordDiff.Kind;
import dev.atocore.core.WordDiff.Part;
import java.util.List;

/**
 * Two texts as one with the differences marked, safe for a terminal: in colour where there is any,
 * as {@code [-old-]{+new+}} where not. Long stretches that stayed the same are cut out of the
 * middle.
 */
final class DiffText {
  /** Characters kept on each side of a change. */
  private static final int CONTEXT = 80;

  private final Ansi ansi;
  private final int longest;
  private final StringBuilder text = new StringBuilder();

  /**
   * Prepares one.
   *
   * @param longest a removed or added stretch is cut to so many characters
   */
  DiffText(Ansi ansi, int longest) {
    this.ansi = ansi;
    this.longest = longest;
  }

  /** The text, with line breaks where there are any in the parts. */
  String of(String before, String after) {
    List<Part> parts = WordDiff.between(before, after);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      switch (part.kind()) {
        case KEPT -> kept(part.text(), i > 0, i < parts.size() - 1);
        case REMOVED, ADDED -> changed(part);
      }
    }
    return text.toString();
  }

  /** The text all added, or all removed. */
  String of(Kind kind, String only) {
    changed(new Part(kind, only));
    return text.toString();
  }

  private void kept(String same, boolean afterChange, boolean beforeChange) {
    int head = afterChange ? CONTEXT : 0;
    int tail = beforeChange ? CONTEXT : 0;
    if (same.length() <= head + tail + CONTEXT / 2) {
      text.append(TerminalText.lines(same));
      return;
    }
    int headEnd = wordEnd(same, head);
    int tailStart = wordStart(same, same.length() - tail);
    text.append(TerminalText.lines(same.substring(0, headEnd)))
        .append(ansi.faint("…" + (tailStart - headEnd) + " characters…"))
        .append(TerminalText.lines(same.substring(tailStart)));
  }

  private void changed(Part part) {
    boolean added = part.kind() == Kind.ADDED;
    String whole = part.text();
    String shown = whole.length() <= longest ? whole : whole.substring(0, wordEnd(whole, longest));
    // Colour alone does not show white space.
    boolean marks = ansi == Ansi.OFF || shown.isBlank();
    if (marks) {
      text.append(added ? "{+" : "[-");
    }
    // A pager begins each line without colour.
    String[] lines = TerminalText.lines(shown).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      text.append(i == 0 ? "" : "\n");
      if (!lines[i].isEmpty()) {
        text.append(added ? ansi.green(lines[i]) : ansi.red(lines[i]));
      }
    }
    if (shown.length() < whole.length()) {
      text.append(ansi.faint("…" + (whole.length() - shown.length()) + " characters…"));
    }
    if (marks) {
      text.append(added ? "+}" : "-]");
    }
  }

  /** The end of a word near there, and never between two halves of a character. */
  private static int wordEnd(String text, int wanted) {
    int end = wanted;
    while (end < text.length() && end < wanted + 20 && !isSpace(text, end)) {
      end++;
    }
    return whole(text, end);
  }

  private static int wordStart(String text, int wanted) {
    int start = wanted;
    while (start > 0 && start > wanted - 20 && !isSpace(text, start - 1)) {
      start--;
    }
    return whole(text, start);
  }

  private static int whole(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  private static boolean isSpace(String text, int at) {
    return Character.isWhitespace(text.charAt(at));
  }
}
