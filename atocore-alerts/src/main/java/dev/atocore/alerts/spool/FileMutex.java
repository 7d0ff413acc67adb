package dev.atocore.alerts.spool;

import dev.atocore.alerts.event.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one thread of one process holds at a time, gone with the process that held it. The
 * file's lock keeps other processes out; inside one JVM a plain lock comes first, since closing any
 * channel of a file drops the process's lock on it.
 */
public final class FileMutex implements AutoCloseable {
  private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final ReentrantLock local;
  private final FileChannel channel;

  private FileMutex(ReentrantLock local, FileChannel channel) {
    this.local = local;
    this.channel = channel;
  }

  /** Waits for the lock until the deadline; null when another holds it longer. */
  static @Nullable FileMutex acquire(Path file, Deadline deadline) throws IOException {
    ReentrantLock local =
        IN_THIS_JVM.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
    FileChannel channel = null;
    boolean held = false;
    try {
      if (!local.tryLock(deadline.waitMillis(), TimeUnit.MILLISECONDS)) {
        return null;
      }
      channel = PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      for (int pause = 1; lock == null && !deadline.expired(); pause = Math.min(20, pause * 2)) {
        TimeUnit.MILLISECONDS.sleep(pause);
        lock = channel.tryLock();
      }
      held = lock != null;
      return held ? new FileMutex(local, channel) : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      if (!held) {
        if (channel != null) {
          channel.close();
        }
        if (local.isHeldByCurrentThread()) {
          local.unlock();
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Closing is what drops the lock, and the descriptor is gone either way.
      return;
    } finally {
      local.unlock();
    }
  }
}
