package dev.atocore.core.db;

/**
 * Lets writers of one store take turns, those of other processes too: who has held the write lock
 * for a while asks whether somebody waits, and lets them go first. Used by one thread at a time.
 */
public interface Turns {
  /** For a database that lets those who wait longest go first by itself. */
  Turns NONE =
      new Turns() {
        @Override
        public boolean isAwaited() {
          return false;
        }

        @Override
        public void begin() {}

        @Override
        public void end() {}
      };

  /** Whether a writer waits. */
  boolean isAwaited();

  /** From here on this thread may have to wait for the lock, and others are to know. */
  void begin();

  /** It waits no longer. */
  void end();
}
