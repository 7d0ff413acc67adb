package dev.atocore.cli.out;

/** Colours for a terminal, or none. */
public enum Ansi {
  ON,
  OFF;

  /** Bold. */
  public String strong(String text) {
    return paint("1", text);
  }

  /** Faint. */
  public String faint(String text) {
    return paint("2", text);
  }

  /** Red: removed, wrong. */
  public String red(String text) {
    return paint("31", text);
  }

  /** Green: added, right. */
  public String green(String text) {
    return paint("32", text);
  }

  /** Yellow: look here. */
  public String yellow(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    return this == OFF ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
