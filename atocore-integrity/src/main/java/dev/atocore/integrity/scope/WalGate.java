package dev.atocore.integrity.scope;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the write-ahead log of a busy store small while checks read. SQLite starts the log over
 * only at an instant at which all of it is written back and no one reads from it. Beside several
 * checks that instant never comes by itself, since their views overlap: so once the log has grown,
 * the checks wait for one another at their next view, it is emptied, and they go on.
 */
public final class WalGate {
  /** From here on it is emptied: half as much again as AtoCore itself lets it grow to. */
  static final long LARGE_BYTES = 24L * 1024 * 1024;

  private static final Duration WAIT = Duration.ofSeconds(2);

  /** After a failure: another program holds a view, and nobody is to wait for it all the time. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final MemoryStore store;
  private final ReentrantReadWriteLock views = new ReentrantReadWriteLock(true);
  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

  WalGate(MemoryStore store) {
    this.store = store;
  }

  /** Before a view is opened. */
  public void enter() {
    if (views.getReadHoldCount() == 0 && isLarge() && System.nanoTime() - notBefore.get() >= 0) {
      empty();
    }
    views.readLock().lock();
  }

  /** After it was closed. */
  public void leave() {
    views.readLock().unlock();
  }

  private void empty() {
    views.writeLock().lock();
    try {
      if (isLarge() && !store.truncateWal(WAIT)) {
        notBefore.set(System.nanoTime() + PAUSE_NANOS);
      }
    } catch (AtoCoreException e) {
      // A damaged store or a full disk: the checks themselves tell.
      notBefore.set(System.nanoTime() + PAUSE_NANOS);
    } finally {
      views.writeLock().unlock();
    }
  }

  private boolean isLarge() {
    try {
      return store.location() instanceof StoreFile file
          && StoreFiles.walBytes(file.path()) > LARGE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
