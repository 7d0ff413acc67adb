package dev.atocore.core.schema;

import java.util.List;

/**
 * What came of going back.
 *
 * @param version the version the store is at now
 * @param gone what the steps held that no step up brings back, newest step first
 */
public record StepsBack(int version, List<Gone> gone) {
  /** Copies the list. */
  public StepsBack {
    gone = List.copyOf(gone);
  }

  /**
   * Rows that went with a step.
   *
   * @param step the version of the schema that they belonged to
   * @param what what they said, as in "records of who was told"
   * @param rows how many, at least one
   */
  public record Gone(int step, String what, long rows) {}
}
