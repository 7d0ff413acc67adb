package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Text in several styles, broken into lines between words. Escapes what it is given. */
final class Paragraph {
  private final int width;
  private final List<Line> lines = new ArrayList<>();
  private StringBuilder line = new StringBuilder();
  private int used;
  private boolean marked;

  /** Lines of at most so many columns; a longer word has its line for itself. */
  Paragraph(int width) {
    this.width = Math.max(10, width);
  }

  /**
   * A line.
   *
   * @param text safe to print
   * @param marked whether something on it was added as marked
   */
  record Line(String text, boolean marked) {}

  /** Adds text in that style. */
  Paragraph add(String text, UnaryOperator<String> style, boolean mark) {
    String safe = TerminalText.lines(text).replace("\t", "    ");
    for (int i = 0; i < safe.length(); ) {
      char c = safe.charAt(i);
      int end = i + 1;
      if (c == '\n') {
        end();
      } else {
        while (end < safe.length() && kind(safe.charAt(end)) == kind(c)) {
          end++;
        }
        token(safe.substring(i, end), c == ' ', style);
        marked |= mark;
      }
      i = end;
    }
    return this;
  }

  /** The lines so far. */
  List<Line> lines() {
    if (used > 0) {
      end();
    }
    return lines;
  }

  private void token(String text, boolean blank, UnaryOperator<String> style) {
    int columns = TerminalText.width(text);
    if (used > 0 && used + columns > width) {
      end();
      if (blank) {
        return;
      }
    }
    line.append(style.apply(text));
    used += columns;
  }

  private void end() {
    lines.add(new Line(line.toString(), marked));
    line = new StringBuilder();
    used = 0;
    marked = false;
  }

  /** 0 for a line break, 1 for a blank, 2 for the rest. */
  private static int kind(char c) {
    return c == '\n' ? 0 : c == ' ' ? 1 : 2;
  }
}
