package dev.atocore.core.erase;

/**
 * How memories are redacted.
 *
 * @param sources whether the texts of the chunks that they cite are erased too
 * @param dryRun whether everything is looked at and nothing is written
 * @param around where else the erased texts may stand, besides what lies beside the store
 */
public record RedactionRequest(boolean sources, boolean dryRun, Surroundings around) {
  /** Memories alone, for real, with no further places to look in. */
  public static final RedactionRequest PLAIN =
      new RedactionRequest(false, false, Surroundings.NONE);
}
