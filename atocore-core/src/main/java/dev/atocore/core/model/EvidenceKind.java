package dev.atocore.core.model;

import org.jspecify.annotations.Nullable;

/** How something speaks for a memory or against it. */
public enum EvidenceKind {
  /** The document that the memory was drawn from. It spoke once, by being its source. */
  SOURCE("source"),
  /** Another document, which says the same. */
  DOCUMENT("document"),
  /** Somebody's word: explicit reinforcements, less what a revert took back. */
  WORD("word"),
  /** References from before documents were told apart; automatic promotion does not read them. */
  EARLIER("earlier"),
  /** A document that seems to deny it: a question for a person. */
  DENIED("denied"),
  /** The file of its source is gone: a question for a person. */
  GONE("gone"),
  /** Its source no longer says it: a question for a person. */
  UNSAID("unsaid");

  private final String word;

  EvidenceKind(String word) {
    this.word = word;
  }

  /** The word stored and shown, such as {@code document}. */
  public String word() {
    return word;
  }

  /** Whether a person is asked what to make of it. */
  public boolean asks() {
    return this == DENIED || this == GONE || this == UNSAID;
  }

  /** Whether it is a document that has spoken for the memory. */
  public boolean speaks() {
    return this == SOURCE || this == DOCUMENT;
  }

  /** The kind with that word, or null. */
  public static @Nullable EvidenceKind of(@Nullable String word) {
    for (EvidenceKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
