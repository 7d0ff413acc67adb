package dev.atocore.integrity.result;

import org.jspecify.annotations.Nullable;

/** What came of a check or of a run. */
public enum CheckStatus {
  /** Nothing wrong, or nothing that is not accepted. */
  OK("ok"),
  /** Something is wrong with the store. */
  FINDINGS("findings"),
  /** The check could not do its work. */
  ERROR("error");

  private final String word;

  CheckStatus(String word) {
    this.word = word;
  }

  /** The word stored and shown, such as {@code findings}. */
  public String word() {
    return word;
  }

  /** The status with that word, or null. */
  public static @Nullable CheckStatus of(@Nullable String word) {
    for (CheckStatus status : values()) {
      if (status.word.equals(word)) {
        return status;
      }
    }
    return null;
  }
}
