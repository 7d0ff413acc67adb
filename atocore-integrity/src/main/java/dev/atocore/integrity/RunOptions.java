package dev.atocore.integrity;

import java.util.List;

/**
 * What to run.
 *
 * @param checkIds the checks to run; empty for all
 * @param samples how many findings of a check the result lists, at least 0; the count is exact
 *     whatever this is
 */
public record RunOptions(List<String> checkIds, int samples) {
  private static final int DEFAULT_SAMPLES = 20;

  /** Checks the values and copies the list. */
  public RunOptions {
    checkIds = List.copyOf(checkIds);
    if (samples < 0) {
      throw new IllegalArgumentException("samples is " + samples + ", not at least 0");
    }
  }

  /** Every check, listing up to 20 findings of each. */
  public static RunOptions all() {
    return new RunOptions(List.of(), DEFAULT_SAMPLES);
  }

  /** The same, but only these checks; all when empty. */
  public RunOptions checks(List<String> ids) {
    return new RunOptions(ids, samples);
  }

  /** The same, listing up to so many findings of each check. */
  public RunOptions samples(int limit) {
    return new RunOptions(checkIds, limit);
  }
}
