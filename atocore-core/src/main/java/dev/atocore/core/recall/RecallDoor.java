package dev.atocore.core.recall;

import java.util.Locale;

/** The way by which somebody read memories. */
public enum RecallDoor {
  /** The HTTP API or a page. */
  HTTP,
  /** A tool of the Model Context Protocol. */
  MCP,
  /** The command line, asked to record. */
  CLI;

  /** The word in records. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
