package dev.atocore.core.erase;

/** Follows a pruning: first all bodies are written to the archive, then they go from the log. */
public interface PruneProgress {
  /** Tells nobody. */
  PruneProgress NONE =
      new PruneProgress() {
        @Override
        public void written(long bodies) {}

        @Override
        public void moved(long bodies) {}
      };

  /** Told now and then how many bodies are in the archive. */
  void written(long bodies);

  /** Told now and then how many bodies are out of the log. */
  void moved(long bodies);
}
