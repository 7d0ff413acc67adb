package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/** What kind of thing a memory is about. */
public enum MemoryType {
  IDENTITY("identity"),
  PREFERENCE("preference"),
  PROJECT("project"),
  EPISODIC("episodic"),
  KNOWLEDGE("knowledge"),
  ADAPTATION("adaptation");

  private final String word;

  MemoryType(String word) {
    this.word = word;
  }

  /** The word stored and shown, such as {@code preference}. */
  public String word() {
    return word;
  }

  /** The type with that word, or null. */
  public static @Nullable MemoryType of(@Nullable String word) {
    for (MemoryType type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    return null;
  }

  /**
   * The type with that word.
   *
   * @throws InvalidInputException naming the words there are
   */
  public static MemoryType parse(@Nullable String word) {
    MemoryType type = of(word);
    if (type == null) {
      throw new InvalidInputException(
          "unknown memory type "
              + TextRules.quote(word)
              + "; use identity, preference, project, episodic, knowledge or adaptation");
    }
    return type;
  }
}
