package dev.atocore.alerts.spool;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.text.Digests;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The states of all keys, a file each. */
public final class KeyStates {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

  private final Path folder;
  private final Duration wait;

  /** Waits for the lock up to half of the time that an emit has, but two seconds at least. */
  public KeyStates(Path spoolFolder, Duration timeout) {
    Duration half = timeout.dividedBy(2);
    this.folder = spoolFolder.resolve("state");
    this.wait = half.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : half;
  }

  /**
   * Takes the lock under which states are read and written; null when it cannot be had: then
   * nothing is known for sure.
   */
  public @Nullable FileMutex lock() {
    try {
      PrivateFiles.makeFolder(folder);
      return FileMutex.acquire(folder.resolve("state.lock"), Deadline.after(wait));
    } catch (IOException e) {
      return null;
    }
  }

  /** What is known about a key; unreadable when there is something that makes no sense. */
  public KeyState read(String key) {
    try {
      return KeyState.parse(key, SpoolFiles.read(file(key)));
    } catch (NoSuchFileException e) {
      return KeyState.empty(true);
    } catch (IOException e) {
      return KeyState.empty(false);
    }
  }

  public void write(String key, KeyState state) throws IOException {
    if (state.sinks().isEmpty()) {
      Files.deleteIfExists(file(key));
    } else {
      SpoolFiles.write(file(key), state.toJson(key), false);
    }
  }

  /**
   * Forgets keys that no one has spoken of for long, so that keys made up on the fly do not pile
   * up.
   */
  public void forgetBefore(Instant time) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Tidying up can wait for the next time.
      return;
    }
  }

  private Path file(String key) {
    return folder.resolve(Digests.sha256(key).substring(0, 40) + ".json");
  }
}
