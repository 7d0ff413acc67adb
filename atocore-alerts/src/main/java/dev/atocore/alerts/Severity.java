package dev.atocore.alerts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bad it is. The order is from least to worst. */
public enum Severity {
  /** Good to know. */
  INFO("info"),
  /** Look at it in the morning. */
  WARNING("warning"),
  /** Look at it now. */
  CRITICAL("critical");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word in JSON and on the command line. */
  public String word() {
    return word;
  }

  /**
   * The severity with that word in any case; null for any other word, so that the caller can fall
   * back to {@link #INFO} and say so.
   */
  public static @Nullable Severity of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    for (Severity severity : values()) {
      if (severity.word.equals(lower)) {
        return severity;
      }
    }
    return null;
  }
}
