package dev.atocore.core.key;

import java.time.Duration;

/**
 * The keys of a store for those that ask often: read anew when they are needed and half a second
 * old, so a new key works soon and one that ended soon does not. Thread-safe.
 */
public final class KeyWatch {
  private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

  private final Keys keys;
  private volatile Seen seen;

  /** Reads them for the first time. */
  KeyWatch(Keys keys) {
    this.keys = keys;
    this.seen = read();
  }

  /** The keys as they were at most half a second ago. */
  public KeyRing ring() {
    Seen now = seen;
    return now.isFresh() ? now.ring : readAnew();
  }

  private synchronized KeyRing readAnew() {
    if (!seen.isFresh()) {
      seen = read();
    }
    return seen.ring;
  }

  private Seen read() {
    long began = System.nanoTime();
    return new Seen(keys.ring(), began);
  }

  private record Seen(KeyRing ring, long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < FRESH_NANOS;
    }
  }
}
