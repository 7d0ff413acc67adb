package dev.atocore.core.erase;

import java.nio.file.Path;
import java.util.List;

/**
 * How memories are redacted.
 *
 * @param sources whether the texts of the chunks that they cite are erased too
 * @param dryRun whether everything is looked at and nothing is written
 * @param alsoIn files and folders in which the erased texts are looked for, besides what lies
 *     beside the store
 */
public record RedactionRequest(boolean sources, boolean dryRun, List<Path> alsoIn) {
  /** Memories alone, for real, with no further places to look in. */
  public static final RedactionRequest PLAIN = new RedactionRequest(false, false, List.of());

  /** Copies the list. */
  public RedactionRequest {
    alsoIn = List.copyOf(alsoIn);
  }
}
