package dev.atocore.core.db.sqlite;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.db.Turns;
import dev.atocore.core.store.StoreFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells other processes that a writer waits: it shares a lock on an empty file beside the store,
 * which the system takes back when the process dies. Where there can be no such file, nobody is
 * told, and writers wait as SQLite has them wait. Thread-safe; one for each store of a process,
 * since closing the file once would end all locks that the process has on it.
 */
final class WaitingWriters {
  private static final String ENDING = "-turn";
  private static final Map<Path, WaitingWriters> ALL = new ConcurrentHashMap<>();

  private final StoreFile store;
  private final Path file;
  private int count;
  private @Nullable FileChannel open;
  private @Nullable FileLock shared;

  private WaitingWriters(StoreFile store) {
    this.store = store;
    this.file = store.beside(ENDING);
  }

  /** Those of a store, by its canonical name. */
  static WaitingWriters of(StoreFile store) {
    return ALL.computeIfAbsent(store.path(), path -> new WaitingWriters(store));
  }

  /** One more waits. */
  synchronized void arrive() {
    count++;
    tell();
  }

  /** Tells others, unless they know. */
  synchronized void tell() {
    try {
      if (open == null) {
        boolean isNew = !file.toFile().exists();
        open =
            PrivateFile.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        if (isNew) {
          FileHold.giveOwner(store, file);
        }
      }
      if (shared == null) {
        // None while another looks whether anybody waits: it is told the next time.
        shared = open.tryLock(0, 1, true);
      }
    } catch (IOException e) {
      // A folder in which nothing may be made, or a link in the way.
      return;
    }
  }

  /** One waits no longer. */
  synchronized void leave() {
    count--;
    if (count == 0) {
      close(open);
      open = null;
      shared = null;
    }
  }

  /** Whether any waits, in this process or in another. */
  synchronized boolean any() {
    if (count > 0) {
      return true;
    }
    if (!file.toFile().exists()) {
      return false;
    }
    try (FileChannel channel =
            PrivateFile.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock alone = channel.tryLock(0, 1, false)) {
      return alone == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }

  /** Of one store object. */
  static final class Mine implements Turns {
    private final WaitingWriters all;
    private volatile @Nullable Thread beginning;
    private boolean waiting;

    Mine(WaitingWriters all) {
      this.all = all;
    }

    @Override
    public boolean isAwaited() {
      return all.any();
    }

    @Override
    public void begin() {
      beginning = Thread.currentThread();
    }

    /** The lock was not free when this thread asked. */
    void refused() {
      if (waiting) {
        all.tell();
      } else if (Thread.currentThread().equals(beginning)) {
        waiting = true;
        all.arrive();
      }
    }

    @Override
    public void end() {
      beginning = null;
      if (waiting) {
        waiting = false;
        all.leave();
      }
    }
  }
}
