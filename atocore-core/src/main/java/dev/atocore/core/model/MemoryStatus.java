package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/** Where a memory stands in its life. */
public enum MemoryStatus {
  /** Proposed, waiting for review. */
  CANDIDATE("candidate"),
  /** Accepted and in use. */
  ACTIVE("active"),
  /** Replaced by another memory. */
  SUPERSEDED("superseded"),
  /** Rejected as a candidate, or withdrawn. */
  INVALID("invalid");

  private final String word;

  MemoryStatus(String word) {
    this.word = word;
  }

  /** The word stored and shown, such as {@code active}. */
  public String word() {
    return word;
  }

  /** Whether the memory may still change: candidate or active. */
  public boolean living() {
    return this == CANDIDATE || this == ACTIVE;
  }

  /** The status with that word, or null. */
  public static @Nullable MemoryStatus of(@Nullable String word) {
    for (MemoryStatus status : values()) {
      if (status.word.equals(word)) {
        return status;
      }
    }
    return null;
  }

  /**
   * The status with that word.
   *
   * @throws InvalidInputException naming the words there are
   */
  public static MemoryStatus parse(@Nullable String word) {
    MemoryStatus status = of(word);
    if (status == null) {
      throw new InvalidInputException(
          "unknown memory status "
              + TextRules.quote(word)
              + "; use candidate, active, superseded or invalid");
    }
    return status;
  }
}
