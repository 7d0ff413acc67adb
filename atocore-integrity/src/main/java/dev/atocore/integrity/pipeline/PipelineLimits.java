package dev.atocore.integrity.pipeline;

/**
 * What the nightly job may fall short of before someone is told.
 *
 * @param minHarness the least share of harness cases passed, 0 to 1
 * @param maxQueue the most candidates that may wait for review, at least 0
 */
public record PipelineLimits(double minHarness, long maxQueue) {
  /** 85 % and 200. */
  public static final PipelineLimits DEFAULT = new PipelineLimits(0.85, 200);

  /** Checks the ranges. */
  public PipelineLimits {
    if (!(minHarness >= 0 && minHarness <= 1)) {
      throw new IllegalArgumentException(
          "the least harness pass rate is " + minHarness + ", not between 0 and 1");
    }
    if (maxQueue < 0) {
      throw new IllegalArgumentException("the longest queue is " + maxQueue + ", not at least 0");
    }
  }
}
