package dev.atocore.integrity.check;

import java.util.List;

/**
 * What to run.
 *
 * @param checkIds the checks to run; empty for all that the cost allows
 * @param full whether the costly checks run too, and the others look closer
 * @param sinceLast whether only what is new since the last run is looked at, as the audit log tells
 * @param samples how many findings of a check the result lists, at least 0; the count is exact
 *     whatever this is
 */
public record RunOptions(List<String> checkIds, boolean full, boolean sinceLast, int samples) {
  /** How many findings of each check are listed unless told, and kept in the store. */
  public static final int DEFAULT_SAMPLES = 20;

  /** Checks the values and copies the list. */
  public RunOptions {
    checkIds = List.copyOf(checkIds);
    if (samples < 0) {
      throw new IllegalArgumentException("samples is " + samples + ", not at least 0");
    }
  }

  /** Every check fit for every night, listing up to 20 findings of each. */
  public static RunOptions all() {
    return new RunOptions(List.of(), false, false, DEFAULT_SAMPLES);
  }

  /** The same, but only these checks, whatever they cost; all when empty. */
  public RunOptions checks(List<String> ids) {
    return new RunOptions(ids, full, sinceLast, samples);
  }

  /** The same with the costly checks, down to every page and every text. */
  public RunOptions thorough() {
    return new RunOptions(checkIds, true, sinceLast, samples);
  }

  /** The same, listing up to so many findings of each check. */
  public RunOptions samples(int limit) {
    return new RunOptions(checkIds, full, sinceLast, limit);
  }

  /** The same, but only what is new since the last run that left nothing open. */
  public RunOptions onlyNew() {
    return new RunOptions(checkIds, full, true, samples);
  }

  /** Whether nothing is left out. */
  public boolean whole() {
    return checkIds.isEmpty() && !sinceLast;
  }
}
