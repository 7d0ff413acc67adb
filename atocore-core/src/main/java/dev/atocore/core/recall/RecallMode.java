package dev.atocore.core.recall;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/** How much of each answer is recorded. */
public enum RecallMode {
  /** Nothing. */
  OFF("off"),
  /** Who was told which memories, without what was searched for. */
  IDS("ids"),
  /** The same, and what was searched for. */
  FULL("full");

  /** The environment variable that names the mode. */
  public static final String VARIABLE = "ATOCORE_RECALL_LOG";

  private final String word;

  RecallMode(String word) {
    this.word = word;
  }

  /** The word in the environment. */
  public String word() {
    return word;
  }

  /**
   * What the variable says.
   *
   * @param text null or empty for the default, {@link #IDS}
   * @throws InvalidInputException if it is another word
   */
  public static RecallMode parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return IDS;
    }
    for (RecallMode mode : values()) {
      if (mode.word.equals(text)) {
        return mode;
      }
    }
    throw new InvalidInputException(
        VARIABLE + " is " + TextRules.quote(text) + "; use off, ids or full");
  }
}
