package dev.atocore.cli.run;

import dev.atocore.cli.out.TerminalText;
import org.jspecify.annotations.Nullable;

/** One thing for people: a name and a value a line, the values in one column. */
public final class TextRecord {
  private final Cli cli;
  private final int width;

  /** Lines whose names have at most so many characters. */
  public TextRecord(Cli cli, int width) {
    this.cli = cli;
    this.width = width;
  }

  /** A line; none for null. */
  public TextRecord line(String name, @Nullable Object value) {
    if (value != null) {
      StringBuilder line = new StringBuilder(name);
      for (int i = name.length(); i < width + 2; i++) {
        line.append(' ');
      }
      cli.out().line(cli.ansi().faint(line.toString()) + TerminalText.oneLine(value.toString()));
    }
    return this;
  }

  /** A block of text below, after an empty line. */
  public TextRecord block(String text) {
    cli.out().line("");
    cli.out().line(TerminalText.lines(text));
    return this;
  }
}
