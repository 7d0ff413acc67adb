package dev.atocore.core.copy;

/** Is told how far a copy has come, on its thread. */
@FunctionalInterface
public interface CopyProgress {
  /**
   * After each piece.
   *
   * @param what what is done at the moment: a table that is copied, or what follows
   * @param done how many rows, or 0 where nobody counts
   * @param of of how many; 0 where nobody counts
   */
  void at(String what, long done, long of);
}
