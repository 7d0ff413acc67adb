package dev.atocore.core.db;

import java.util.Collection;

/** The full-text index of memories: the language it is asked in, and its care. */
public interface FullText {
  /** A query that any of the words satisfies, in any inflection. */
  String anyOf(Collection<String> words);

  /** Merges the index, whose old parts keep the words of deleted texts until then. */
  String merge();
}
