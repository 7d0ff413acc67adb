package dev.atocore.core.erase;

/**
 * How memories are redacted.
 *
 * @param sources whether the texts of the chunks that they cite are erased too
 * @param dryRun whether everything is looked at and nothing is written
 * @param vacuum whether the file is written anew whatever is found in it, and however large it is:
 *     nobody writes meanwhile
 * @param around where else the erased texts may stand, besides what lies beside the store
 */
public record RedactionRequest(
    boolean sources, boolean dryRun, boolean vacuum, Surroundings around) {
  /** Memories alone, for real, with no further places to look in. */
  public static final RedactionRequest PLAIN =
      new RedactionRequest(false, false, false, Surroundings.NONE);
}
