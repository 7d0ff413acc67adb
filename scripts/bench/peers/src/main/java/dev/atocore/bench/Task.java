package dev.atocore.bench;

/** One side of a comparison: the same work, round by round. */
interface Task extends AutoCloseable {
  /** Reads what the round needs; not timed. */
  default void prepare(int round) throws Exception {}

  /** The work that is timed. */
  void run(int round) throws Exception;

  @Override
  default void close() throws Exception {}
}
