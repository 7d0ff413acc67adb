package dev.atocore.cli.out;

/**
 * What the launcher found out about the terminal. The JDK cannot tell whether only one of the
 * streams is a terminal, and a shell can at no cost.
 *
 * @param in whether stdin is a terminal
 * @param out whether stdout is a terminal
 * @param err whether stderr is a terminal
 * @param columns its width; 0 when unknown
 */
public record Terminal(boolean in, boolean out, boolean err, int columns) {
  /** No stream is a terminal. */
  public static final Terminal NONE = new Terminal(false, false, false, 0);

  public static Terminal ofProcess() {
    String streams = System.getProperty("atocore.terminal", "");
    return new Terminal(
        streams.indexOf('0') >= 0,
        streams.indexOf('1') >= 0,
        streams.indexOf('2') >= 0,
        Integer.getInteger("atocore.columns", 0));
  }
}
