package dev.atocore.core.model;

/** What is done to each of several memories. */
public sealed interface EachChange {
  /** How many are made in one transaction: so many are held, and a lock is about 50 ms long. */
  int GROUP = 500;

  /** Accepts a candidate: it becomes active. */
  record Promote() implements EachChange {}

  /** Turns a candidate down: it becomes invalid. */
  record Reject() implements EachChange {}

  /** Withdraws an active memory: it becomes invalid. */
  record Invalidate() implements EachChange {}

  /**
   * Counts one more reference.
   *
   * @param delta what is added to the confidence, 0 to 1
   */
  record Reinforce(double delta) implements EachChange {}
}
