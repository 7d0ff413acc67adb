package dev.atocore.core.erase;

/** Follows a pruning: first all bodies are written to the archive, then they go from the log. */
@FunctionalInterface
public interface PruneProgress {
  /**
   * Told now and then how far it has come.
   *
   * @param written whether the archive is being written; if not, the bodies are being taken out
   * @param bodies how many are in the archive, or out of the log
   */
  void told(boolean written, long bodies);
}
