package dev.atocore.cli.out;

import org.jspecify.annotations.Nullable;

/**
 * Rows of RFC 4180.
 *
 * @param guarded whether a cell that a spreadsheet takes for a formula gets a quotation mark
 * @param masked whether nothing in a cell may steer a terminal
 */
public record Csv(boolean guarded, boolean masked) {

  public void row(Printer out, @Nullable Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        out.print(",");
      }
      Object cell = cells[i];
      if (cell instanceof Number) {
        out.print(cell.toString());
      } else if (cell != null) {
        out.print(quote(cell.toString()));
      }
    }
    out.print("\r\n");
  }

  private String quote(String text) {
    String safe = guarded && startsFormula(text) ? "'" + text : text;
    safe = masked ? TerminalText.lines(safe) : safe;
    boolean plain = true;
    for (int i = 0; i < safe.length() && plain; i++) {
      char c = safe.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  private static boolean startsFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
  }
}
