package dev.atocore.core;

import dev.atocore.core.error.AtoCoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the vectors that are owed while a program runs: once all, and then those of memories that
 * anybody changed. It rests ten times as long as it worked. Close it before the store.
 */
public final class VectorKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.VectorKeeper");

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
  private static final int REST = 10;

  private final Vectors vectors;
  private final Thread thread;
  private volatile boolean closed;

  private VectorKeeper(Vectors vectors) {
    this.vectors = vectors;
    this.thread = new Thread(this::run, "atocore-vectors");
    thread.setDaemon(true);
  }

  /** Begins, if the store has an embedder. */
  static VectorKeeper start(Vectors vectors) {
    VectorKeeper keeper = new VectorKeeper(vectors);
    if (vectors.isOn()) {
      keeper.thread.start();
    }
    return keeper;
  }

  private void run() {
    Long upTo = null;
    long rest = 0;
    while (!closed) {
      try {
        Thread.sleep(Math.max(LOOK.toMillis(), rest));
        long begun = System.nanoTime();
        if (upTo == null || vectors.newestEntry() > upTo) {
          upTo = vectors.fill(upTo, (looked, all, made) -> requireOpen()).entry();
        }
        rest = REST * Duration.ofNanos(System.nanoTime() - begun).toMillis();
      } catch (InterruptedException e) {
        return;
      } catch (AtoCoreException e) {
        log.warn("Vectors are owed until the embedder works: {}", e.getMessage());
        rest = AFTER_FAILURE.toMillis();
      } catch (StoppedException e) {
        return;
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StoppedException();
    }
  }

  /** Ends it; what it is making is given a moment to be done. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends a run between two pages. */
  private static final class StoppedException extends RuntimeException {}
}
