package dev.atocore.core.db.sqlite;

import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps SQLite of other processes away from a store, by the same locks that it takes itself; within
 * this process nobody may have the store open. Ends when it is closed.
 */
final class FileHold implements AutoCloseable {
  /** The bytes that SQLite locks: one of each is held by whoever has a store open. */
  private static final long LOCKS = 0x40000000;

  private static final int LOCKS_LENGTH = 512;

  /** The byte of the index of the write-ahead log that a writer holds. */
  private static final long WRITER = 120;

  private static final Duration WRITER_WAIT = Duration.ofSeconds(10);
  private static final long PAUSE_NANOS = 2_000_000;

  private final StoreFile file;
  private final @Nullable Object key;
  private final @Nullable FileChannel channel;

  private FileHold(StoreFile file, @Nullable Object key, @Nullable FileChannel channel) {
    this.file = file;
    this.key = key;
    this.channel = channel;
  }

  /**
   * Holds a store that nobody else has open.
   *
   * @throws StoreException if somebody has
   */
  static FileHold alone(StoreFile store) throws IOException {
    if (!Files.exists(store.path())) {
      return new FileHold(store, null, null);
    }
    FileChannel channel = open(store.path());
    if (channel.tryLock(LOCKS, LOCKS_LENGTH, false) == null) {
      channel.close();
      throw new StoreException(
          "store_busy",
          "another process has the store "
              + store
              + " open; end it ('fuser' names it), or use --force: it cannot write any more then",
          null);
    }
    return new FileHold(store, null, channel);
  }

  /** Holds a store that others may have open, as a writer does: none of them writes meanwhile. */
  static FileHold besideReaders(StoreFile store) throws IOException {
    Path index = store.beside("-shm");
    if (!Files.exists(index)) {
      return new FileHold(store, null, null);
    }
    FileChannel channel = open(index);
    long deadline = System.nanoTime() + WRITER_WAIT.toNanos();
    // One that hangs for longer is not waited for: what it writes goes aside with the old store.
    while (channel.tryLock(WRITER, 1, false) == null && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return new FileHold(store, null, channel);
  }

  /** Holds a new store on its way, against others who would bring the same to its end. */
  static FileHold ofNext(StoreFile next) throws IOException {
    Object key = FileKey.of(next.path());
    FileChannel channel = open(next.path());
    channel.lock(LOCKS + LOCKS_LENGTH, 1, false);
    return new FileHold(next, key, channel);
  }

  /** Whether the file that is held still has its name. */
  boolean isInPlace() {
    return Files.exists(file.path()) && Objects.equals(key, FileKey.of(file.path()));
  }

  /** Whether it has not ended. */
  boolean isOpen() {
    return channel == null || channel.isOpen();
  }

  /** Gives a file the owner and the group that the store has. */
  static void giveOwner(StoreFile store, Path file) throws IOException {
    PosixFileAttributeView of = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributeView wanted =
        Files.getFileAttributeView(store.path(), PosixFileAttributeView.class);
    if (of == null || wanted == null || !Files.exists(store.path())) {
      return;
    }
    PosixFileAttributes have = of.readAttributes();
    PosixFileAttributes want = wanted.readAttributes();
    if (!have.group().equals(want.group())) {
      of.setGroup(want.group());
    }
    if (!have.owner().equals(want.owner())) {
      of.setOwner(want.owner());
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }
}
