package dev.atocore.core.db;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How much of the write lock one store object has had since it last let others go first. SQLite's
 * waiters ask again and again and are in no queue: work that commits and begins again at once would
 * keep them out for as long as it takes. Not thread-safe.
 */
final class FairShare {
  /** After so much of it, those who wait go first. */
  private static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** But not for longer than that: many who write all the time would keep this one out. */
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Turns turns;
  private long held;

  FairShare(Turns turns) {
    this.turns = turns;
  }

  /** Before the lock is taken. */
  void giveWay() {
    if (held < SHARE_NANOS) {
      return;
    }
    held = 0;
    long end = System.nanoTime() + MOST_NANOS;
    while (turns.isAwaited()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** After it was held for so long. */
  void held(long nanos) {
    held += nanos;
  }
}
