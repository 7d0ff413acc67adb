package dev.atocore.cli.out;

/**
 * One line on a terminal that is written over and over, and gone at the end. Says nothing where no
 * terminal is. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {
  private static final String CLEAR = "\r\u001b[K";

  private final Printer messages;
  private final boolean visible;
  private final int columns;
  private boolean written;
  private boolean closed;

  public ProgressLine(Printer messages, boolean visible, int columns) {
    this.messages = messages;
    this.visible = visible;
    this.columns = columns;
  }

  /** Writes that text over the one before. */
  public synchronized void show(String text) {
    if (visible && !closed) {
      messages.print(CLEAR + TerminalText.cut(TerminalText.oneLine(text), columns - 1));
      messages.flushQuietly();
      written = true;
    }
  }

  /** Takes the line away: what is printed next begins a line. */
  public synchronized void clear() {
    if (written) {
      messages.print(CLEAR);
      messages.flushQuietly();
      written = false;
    }
  }

  /** Takes the line away, for good. */
  @Override
  public void close() {
    end();
  }

  /** Takes the line away before the work is over, for good. */
  public synchronized void end() {
    closed = true;
    clear();
  }
}
