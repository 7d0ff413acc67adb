package dev.atocore.core.search;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.util.Locale;

/** By what a search finds. */
public enum SearchMode {
  /** By the words of the query. */
  TEXT,
  /** By what the query means. */
  SEMANTIC,
  /** By both. */
  HYBRID;

  /** How it is written outside. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of that word, in any case.
   *
   * @throws InvalidInputException if there is none
   */
  public static SearchMode parse(String word) {
    for (SearchMode mode : values()) {
      if (mode.word().equals(word.toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new InvalidInputException(
        TextRules.quote(word) + " is no mode of a search; use text, semantic or hybrid");
  }
}
