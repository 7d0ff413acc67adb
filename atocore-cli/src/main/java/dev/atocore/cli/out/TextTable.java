package dev.atocore.cli.out;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for people. The first rows decide how wide the columns are; the last column takes the
 * rest of the line, and one whose title ends with a question mark is left out where they have
 * nothing in it. Makes every cell safe.
 */
public final class TextTable {
  private static final int MEASURED_ROWS = 200;
  private static final int MAX_CELL = 48;
  private static final int MIN_LAST = 20;
  private static final String GAP = "  ";

  private final Printer out;
  private final Ansi ansi;
  private final int columns;
  private final String[] titles;
  private final boolean[] left;
  private final int[] widths;
  private final List<String[]> waiting = new ArrayList<>();
  private boolean measuring = true;

  public TextTable(Printer out, Ansi ansi, int columns, String[] titles) {
    this.out = out;
    this.ansi = ansi;
    this.columns = columns;
    this.titles = titles.clone();
    this.left = new boolean[titles.length];
    this.widths = new int[titles.length];
    for (int i = 0; i < titles.length; i++) {
      left[i] = titles[i].endsWith("?");
      this.titles[i] = left[i] ? titles[i].substring(0, titles[i].length() - 1) : titles[i];
      widths[i] = this.titles[i].length();
    }
  }

  public void row(@Nullable Object[] cells) {
    String[] safe = new String[titles.length];
    for (int i = 0; i < safe.length; i++) {
      Object cell = cells[i];
      left[i] &= !measuring || cell == null;
      safe[i] = cell == null ? "-" : TerminalText.oneLine(cell.toString());
    }
    if (!measuring) {
      print(safe);
      return;
    }
    for (int i = 0; i < safe.length - 1; i++) {
      widths[i] = Math.max(widths[i], Math.min(MAX_CELL, TerminalText.width(safe[i])));
    }
    waiting.add(safe);
    if (waiting.size() == MEASURED_ROWS) {
      release();
    }
  }

  public void end() {
    if (measuring && !waiting.isEmpty()) {
      release();
    }
  }

  private void release() {
    measuring = false;
    int used = 0;
    for (int i = 0; i < widths.length - 1; i++) {
      used += left[i] ? 0 : widths[i] + GAP.length();
    }
    widths[widths.length - 1] = Math.max(MIN_LAST, columns - used);
    StringBuilder head = new StringBuilder();
    append(head, titles);
    out.line(ansi.strong(head.toString()));
    for (String[] row : waiting) {
      print(row);
    }
    waiting.clear();
  }

  private void print(String[] row) {
    StringBuilder line = new StringBuilder(columns);
    append(line, row);
    out.line(line.toString());
  }

  private void append(StringBuilder line, String[] row) {
    int last = row.length - 1;
    for (int i = 0; i < last; i++) {
      if (left[i]) {
        continue;
      }
      String cell = TerminalText.cut(row[i], widths[i]);
      line.append(cell);
      for (int w = TerminalText.width(cell); w < widths[i] + GAP.length(); w++) {
        line.append(' ');
      }
    }
    line.append(TerminalText.cut(row[last], Math.max(MIN_LAST, widths[last])));
  }
}
