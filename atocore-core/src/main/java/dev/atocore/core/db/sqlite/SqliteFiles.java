package dev.atocore.core.db.sqlite;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.error.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** The file of a store before it is opened. */
final class SqliteFiles {
  private static final byte[] SQLITE_MAGIC =
      "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private SqliteFiles() {}

  /** Whether it is not there or holds nothing. */
  static boolean isEmpty(Path file) {
    try {
      return !Files.exists(file) || (Files.isRegularFile(file) && Files.size(file) == 0);
    } catch (IOException e) {
      return false;
    }
  }

  /** A file that is there and is empty or SQLite. Its folder may be anything. */
  static void requireStore(Path file) {
    if (Files.isDirectory(file)) {
      throw SqlErrors.notAStore(file, "it is a folder", new NoSuchFileException(file.toString()));
    }
    requireRegular(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(SQLITE_MAGIC.length);
      if (head.length > 0 && !Arrays.equals(head, SQLITE_MAGIC)) {
        throw SqlErrors.notAStore(
            file, "it is not a SQLite database", new IOException("wrong magic bytes"));
      }
    } catch (NoSuchFileException e) {
      throw new StoreException(
          "store_missing",
          "there is no store at "
              + file
              + "; make one with 'atocore db init', or name another with --db",
          e);
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the store " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireRegular(Path file) {
    try {
      PrivateFile.requireRegular(file);
    } catch (IOException e) {
      throw SqlErrors.notAStore(file, "it is a pipe or a device", e);
    }
  }

  static void create(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        PrivateFile.createFolders(folder);
      }
      PrivateFile.create(file);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw new StoreException(
            "store_unwritable",
            "the store cannot be made: " + e.getMessage() + " is in the way",
            e);
      }
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable",
          "the store "
              + file
              + " cannot be made: "
              + e.getMessage()
              + " ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    }
  }
}
