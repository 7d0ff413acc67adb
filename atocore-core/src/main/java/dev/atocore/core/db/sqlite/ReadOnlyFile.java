package dev.atocore.core.db.sqlite;

import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file of a store that this process may read and not write: on a read-only disk, of another
 * user, in a folder that is closed. SQLite reads a store in write-ahead mode only where it can make
 * two files beside it, unless they are there or it is promised that nobody writes.
 */
final class ReadOnlyFile {
  private static final String IMMUTABLE = "?immutable=1";

  private ReadOnlyFile() {}

  /** Why it cannot be written; null when it can. */
  static @Nullable String reason(StoreFile store) {
    Path file = store.path();
    if (!Files.isWritable(file)) {
      return "its disk, its owner or its mode lets you read only";
    }
    int names = names(file);
    if (names > 1) {
      // SQLite keeps a write-ahead log for each name, and two of them ruin the store.
      return "it has "
          + names
          + " names (hard links), and changes would wait beside each apart; 'find / -xdev -samefile "
          + file
          + "' names them";
    }
    Path folder = file.getParent();
    if (folder == null || Files.isWritable(folder)) {
      return null;
    }
    return Files.isWritable(store.beside("-wal")) && Files.isWritable(store.beside("-shm"))
        ? null
        : "its folder cannot be written";
  }

  /**
   * What SQLite is to open for reading.
   *
   * @throws StoreException if a part of what was written can only be read where files can be made
   */
  static String uri(StoreFile store) {
    String uri = "file:" + rawPath(store.path());
    Path wal = store.beside("-wal");
    // Who has the store open keeps this file: only then is a log without content more than a rest.
    boolean open = Files.exists(store.beside("-shm"));
    if (!Files.exists(wal)) {
      return uri + IMMUTABLE;
    }
    if (open) {
      return uri + "?mode=ro";
    }
    if (isEmpty(wal)) {
      return uri + IMMUTABLE;
    }
    throw new StoreException(
        "store_unwritable",
        "changes of the store "
            + store
            + " wait in "
            + wal.getFileName()
            + ", which cannot be read here, since "
            + reason(store)
            + "; copy both files to a folder of yours and name that copy with --db",
        null);
  }

  /** Whether a connection to that URL takes the file for one that nobody changes. */
  static boolean isImmutable(String url) {
    return url.endsWith(IMMUTABLE);
  }

  private static int names(Path file) {
    try {
      return Files.getAttribute(file, "unix:nlink") instanceof Integer names ? names : 1;
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      // Where files have no such number, a second name is not known either.
      return 1;
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** With escapes for what has a meaning in a URI. */
  private static String rawPath(Path file) {
    return file.toUri().getRawPath();
  }
}
