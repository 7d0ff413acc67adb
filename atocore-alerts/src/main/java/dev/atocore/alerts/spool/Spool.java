package dev.atocore.alerts.spool;

import dev.atocore.alerts.event.Deadline;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undelivered alerts on disk, a file each: {@code new/} for those that wait, {@code dead/} for
 * those that were refused for good. Thread-safe and process-safe, since files only appear and
 * vanish whole.
 */
public final class Spool {
  private static final Duration ABANDONED_AFTER = Duration.ofHours(36);

  private final Path folder;

  public Spool(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /** Takes the right to drain; null when another drains longer than the deadline. */
  public @Nullable FileMutex drainLock(Deadline deadline) throws IOException {
    PrivateFiles.makeFolder(folder);
    return FileMutex.acquire(folder.resolve("drain.lock"), deadline);
  }

  public void put(SpoolEntry entry, boolean durable) throws IOException {
    SpoolFiles.write(waiting(entry.fileName()), entry.toJson(), durable);
  }

  /** Waits until the disk has an entry that was put without waiting. */
  public void sync(SpoolEntry entry) {
    SpoolFiles.sync(waiting(entry.fileName()));
  }

  public boolean holds(String fileName) {
    return Files.exists(waiting(fileName));
  }

  public void remove(SpoolEntry entry) throws IOException {
    Files.deleteIfExists(waiting(entry.fileName()));
  }

  /**
   * Sets an entry aside. Written there before it goes here: a crash in between leaves two, never
   * none.
   */
  public void bury(SpoolEntry entry) throws IOException {
    SpoolFiles.write(dead(entry.fileName()), entry.toJson(), true);
    remove(entry);
  }

  /** Sets a file aside that has no entry any more. */
  public void buryCorrupt(String fileName) throws IOException {
    PrivateFiles.makeFolder(folder.resolve("dead"));
    Files.move(waiting(fileName), dead(fileName + ".corrupt"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts a dead entry back among the waiting. */
  public void revive(SpoolEntry entry) throws IOException {
    put(entry.afresh(), true);
    Files.deleteIfExists(dead(entry.fileName()));
  }

  /**
   * Hands an entry, waiting or dead, to another receiver; null drops it. Written there before it
   * goes here.
   */
  public void readdress(SpoolEntry entry, @Nullable String newSinkId) throws IOException {
    if (newSinkId != null) {
      put(entry.readdressed(newSinkId), true);
    }
    if (!entry.sinkId().equals(newSinkId)) {
      remove(entry);
    }
    Files.deleteIfExists(dead(entry.fileName()));
  }

  /**
   * Removes the temporary files that killed processes have left, as maildir(5) does: after 36 hours
   * nobody is still writing one.
   */
  public void sweep(Instant now) {
    FileTime abandoned = FileTime.from(now.minus(ABANDONED_AFTER));
    for (String kind : List.of("new", "dead", "sinks", "state")) {
      sweep(folder.resolve(kind), abandoned);
    }
  }

  private static void sweep(Path place, FileTime abandoned) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place, ".*.tmp")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).compareTo(abandoned) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Not there yet, or not ours to tidy; deliveries do not depend on it.
      return;
    }
  }

  /** The names of the files that wait, oldest first. */
  public List<String> waiting() throws IOException {
    return names("new");
  }

  /** The names of the files set aside, oldest first. */
  public List<String> dead() throws IOException {
    return names("dead");
  }

  /** The waiting entry; null when it is gone. */
  public @Nullable SpoolEntry readWaiting(String fileName) throws IOException {
    return read(waiting(fileName));
  }

  /** The dead entry; null when it is gone. */
  public @Nullable SpoolEntry readDead(String fileName) throws IOException {
    return read(dead(fileName));
  }

  /** The waiting entry; null when it is gone, or no entry: the next flush sets it aside. */
  public @Nullable SpoolEntry waitingOrNull(String fileName) throws IOException {
    try {
      return readWaiting(fileName);
    } catch (Corrupt e) {
      return null;
    }
  }

  /** The dead entry; null when it is gone, or no entry: it stays for a human to look at. */
  public @Nullable SpoolEntry deadOrNull(String fileName) throws IOException {
    try {
      return readDead(fileName);
    } catch (Corrupt e) {
      return null;
    }
  }

  /** Whether a name can be part of a file's name as it is. */
  static boolean isPlain(String name) {
    return SpoolEntry.sinkIdOf("x~" + name + ".json") != null;
  }

  /** The file is there and has no entry. */
  public static final class Corrupt extends IOException {
    Corrupt(Path file) {
      super(file + " holds no alert");
    }
  }

  private static @Nullable SpoolEntry read(Path file) throws IOException {
    String text;
    try {
      text = SpoolFiles.read(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (SpoolFiles.TooLarge e) {
      throw new Corrupt(file);
    }
    SpoolEntry entry = SpoolEntry.parse(text);
    // A file under a foreign name could never be removed by that name again.
    if (entry == null || !file.endsWith(entry.fileName())) {
      throw new Corrupt(file);
    }
    return entry;
  }

  private List<String> names(String kind) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(kind))) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (SpoolEntry.sinkIdOf(name) != null) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      return names;
    }
    Collections.sort(names);
    return names;
  }

  private Path waiting(String fileName) {
    return folder.resolve("new").resolve(fileName);
  }

  private Path dead(String fileName) {
    return folder.resolve("dead").resolve(fileName);
  }
}
