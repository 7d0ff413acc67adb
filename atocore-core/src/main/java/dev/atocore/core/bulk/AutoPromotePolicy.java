package dev.atocore.core.bulk;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.time.Duration;

/**
 * Which candidates are promoted without a person: all three must hold.
 *
 * @param minReferences at least so many documents beside its own, and words of somebody, vouch for
 *     it
 * @param minConfidence at least so sure, 0 to 1
 * @param maxAge created no longer ago than this
 */
public record AutoPromotePolicy(long minReferences, double minConfidence, Duration maxAge) {
  /** Three references, confidence 0.7, two weeks. */
  public static final AutoPromotePolicy DEFAULT =
      new AutoPromotePolicy(3, 0.7, Duration.ofDays(14));

  /**
   * Checks the values.
   *
   * @throws InvalidInputException naming the one that is wrong
   */
  public AutoPromotePolicy {
    if (minReferences < 0) {
      throw new InvalidInputException("min-references is " + minReferences + ", not 0 or more");
    }
    minConfidence = TextRules.requireConfidence(minConfidence);
  }
}
