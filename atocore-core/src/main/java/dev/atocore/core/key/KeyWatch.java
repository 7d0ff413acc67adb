package dev.atocore.core.key;

import dev.atocore.core.error.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

  /** Whether {@link #ring} answers at once. */
  public boolean isFresh() {
    return seen.isFresh();
  }

  /**
   * The keys as they were at most half a second ago.
   *
   * @throws StoreException if they could not be read; for half a second nobody tries again then
   */
  public KeyRing ring() {
    Seen now = seen;
    if (!now.isFresh()) {
      now = readAnew();
    }
    if (now.ring == null) {
      throw now.failure == null
          ? new IllegalStateException("neither read nor failed")
          : now.failure;
    }
    return now.ring;
  }

  private synchronized Seen readAnew() {
    if (!seen.isFresh()) {
      seen = read();
    }
    return seen;
  }

  private Seen read() {
    long began = System.nanoTime();
    try {
      return new Seen(keys.ring(), null, began);
    } catch (StoreException e) {
      return new Seen(null, e, System.nanoTime());
    }
  }

  private record Seen(@Nullable KeyRing ring, @Nullable StoreException failure, long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < FRESH_NANOS;
    }
  }
}
