package dev.atocore.integrity;

import dev.atocore.core.AtoCoreException;
import dev.atocore.core.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the write-ahead log of a busy store small while checks read. Under steady writers SQLite
 * never gets to start it over, since some check always holds an older view: once it has grown, the
 * checks wait for one another at the next view, it is written back, and they go on.
 */
final class WalGate {
  /** From here on it is written back: twice what AtoCore itself lets it grow to. */
  static final long LARGE_BYTES = 32L * 1024 * 1024;

  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final MemoryStore store;
  private final ReentrantReadWriteLock views = new ReentrantReadWriteLock(true);
  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

  WalGate(MemoryStore store) {
    this.store = store;
  }

  /** Before a view is opened. */
  void enter() {
    if (views.getReadHoldCount() == 0 && isLarge() && System.nanoTime() - notBefore.get() >= 0) {
      writeBack();
    }
    views.readLock().lock();
  }

  /** After it was closed. */
  void leave() {
    views.readLock().unlock();
  }

  private void writeBack() {
    views.writeLock().lock();
    try {
      if (isLarge()) {
        store.truncateWal(WAIT);
      }
    } catch (AtoCoreException e) {
      // Another program holds a view, or a damaged store: the checks themselves tell.
    } finally {
      notBefore.set(System.nanoTime() + PAUSE_NANOS);
      views.writeLock().unlock();
    }
  }

  private boolean isLarge() {
    try {
      return StoreFiles.walBytes(store.file()) > LARGE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
