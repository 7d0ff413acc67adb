package dev.atocore.core.db.sqlite;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * How a connection waits for a lock: it asks every ten milliseconds at the latest, where SQLite's
 * own waiting comes to a hundred, and tells the other writers that one waits.
 */
final class Patience extends BusyHandler {
  private static final long FIRST_NANOS = 1_000_000;
  private static final long LONGEST_NANOS = 10_000_000;

  private final WaitingWriters.Mine turns;
  private final long nanos;
  private long since;

  Patience(WaitingWriters.Mine turns, Duration wait) {
    this.turns = turns;
    this.nanos = wait.toNanos();
  }

  /** 0 when it has waited for long enough. */
  @Override
  protected int callback(int asked) {
    long now = System.nanoTime();
    if (asked == 0) {
      since = now;
    }
    long left = nanos - (now - since);
    if (left <= 0) {
      return 0;
    }
    turns.refused();
    LockSupport.parkNanos(Math.min(left, Math.min(LONGEST_NANOS, FIRST_NANOS * (asked + 1))));
    return 1;
  }
}
