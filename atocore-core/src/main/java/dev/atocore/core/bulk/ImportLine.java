package dev.atocore.core.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What became of one line of an import.
 *
 * @param line its number, from 1
 * @param outcome what was done, or would be in a dry run
 * @param id the memory it made or touched, or that was refused before; null when it failed, and for
 *     what a dry run would create
 * @param error why it failed; null when it did not
 */
public record ImportLine(long line, Outcome outcome, @Nullable String id, @Nullable String error) {
  /** The kinds. */
  public enum Outcome {
    /** A new memory. */
    CREATED,
    /** A living memory says the same and was drawn from elsewhere. */
    REINFORCED,
    /** A living memory says the same and was drawn from the same place. */
    SKIPPED,
    /** The same was turned down or erased before: skipped. */
    REFUSED_BEFORE,
    /** The line was refused. */
    FAILED
  }
}
