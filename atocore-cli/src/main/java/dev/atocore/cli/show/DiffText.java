package dev.atocore.cli.show;

import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.search.WordDiff;
import dev.atocore.core.search.WordDiff.Kind;
import dev.atocore.core.search.WordDiff.Part;
import dev.atocore.core.text.TextRules;
import java.util.List;

/**
 * Two texts as one with the differences marked, safe for a terminal: {@code [-old-]{+new+}}, in
 * colour where there is any. Long stretches that stayed the same are cut out of the middle.
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

  private void kept(String same, boolean afterChange, boolean beforeChange) {
    int head = afterChange ? CONTEXT : 0;
    int tail = beforeChange ? CONTEXT : 0;
    if (same.length() <= head + tail + CONTEXT / 2) {
      text.append(TerminalText.lines(same));
      return;
    }
    int headEnd = afterChange ? wordEnd(same, head) : 0;
    int tailStart = beforeChange ? wordStart(same, same.length() - tail) : same.length();
    text.append(TerminalText.lines(same.substring(0, headEnd)))
        .append(ansi.faint("…" + (tailStart - headEnd) + " characters…"))
        .append(TerminalText.lines(same.substring(tailStart)));
  }

  private void changed(Part part) {
    boolean added = part.kind() == Kind.ADDED;
    String whole = part.text();
    String shown = whole.length() <= longest ? whole : whole.substring(0, wordEnd(whole, longest));
    // The marks stay where there is colour: not everybody sees it, and a copied line has none.
    String marked = (added ? "{+" : "[-") + TerminalText.lines(shown);
    String[] lines = (marked + end(added, whole.length() - shown.length())).split("\n", -1);
    // A pager begins each line without colour.
    for (int i = 0; i < lines.length; i++) {
      text.append(i == 0 ? "" : "\n");
      if (!lines[i].isEmpty()) {
        text.append(added ? ansi.green(lines[i]) : ansi.red(lines[i]));
      }
    }
  }

  private static String end(boolean added, int cut) {
    return (cut == 0 ? "" : "…" + cut + " characters…") + (added ? "+}" : "-]");
  }

  /** The end of a word near there, and never between two halves of a character. */
  private static int wordEnd(String text, int wanted) {
    int end = wanted;
    while (end < text.length() && end < wanted + 20 && !isSpace(text, end)) {
      end++;
    }
    return TextRules.wholeEnd(text, end);
  }

  private static int wordStart(String text, int wanted) {
    int start = wanted;
    while (start > 0 && start > wanted - 20 && !isSpace(text, start - 1)) {
      start--;
    }
    return TextRules.wholeEnd(text, start);
  }

  private static boolean isSpace(String text, int at) {
    return Character.isWhitespace(text.charAt(at));
  }
}
