package dev.atocore.cli.out;

import org.jspecify.annotations.Nullable;

/** How a result is printed. */
public enum OutputFormat {
  /** For people. */
  TEXT("text"),
  /** Exactly one JSON document. */
  JSON("json"),
  /** One JSON object a line. */
  NDJSON("ndjson"),
  /** RFC 4180, where rows are listed. */
  CSV("csv");

  private final String word;

  OutputFormat(String word) {
    this.word = word;
  }

  /** The word the user types. */
  public String word() {
    return word;
  }

  public static @Nullable OutputFormat of(String word) {
    for (OutputFormat format : values()) {
      if (format.word.equals(word)) {
        return format;
      }
    }
    return null;
  }
}
