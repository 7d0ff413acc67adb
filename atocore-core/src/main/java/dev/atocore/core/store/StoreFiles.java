package dev.atocore.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that make up a store. */
public final class StoreFiles {
  private static final String[] SUFFIXES = {
    "",
    "-wal",
    "-shm",
    ".audit-spool.ndjson",
    ".audit-spool.aborted.ndjson",
    ".checkpoint-key",
    ".checkpoint-key.last",
    ".refusal-key"
  };

  /** What lies beside a store and is not SQLite's. */
  private static final String[] COMPANIONS = {
    ".audit-spool.ndjson",
    ".audit-spool.aborted.ndjson",
    ".checkpoint-key",
    ".checkpoint-key.last",
    ".checkpoint-key.accepted.ndjson",
    ".checkpoint",
    ".refusal-key",
    ".refused.ndjson",
    ".batch"
  };

  private StoreFiles() {}

  /** Those that are there, the store itself first. */
  public static List<Path> of(Path store) {
    return there(store, SUFFIXES);
  }

  /** What else of AtoCore's lies beside a store of that name. */
  public static List<Path> companions(Path store) {
    return there(store, COMPANIONS);
  }

  /** The file beside a store that has its name and that ending. */
  public static Path beside(Path store, String ending) {
    return store.resolveSibling(store.getFileName() + ending);
  }

  private static List<Path> there(Path store, String[] endings) {
    List<Path> files = new ArrayList<>();
    for (String ending : endings) {
      Path file = beside(store, ending);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        files.add(file);
      }
    }
    return files;
  }

  /** How large the write-ahead log is, in bytes. */
  public static long walBytes(Path store) throws IOException {
    Path wal = beside(store, "-wal");
    return Files.exists(wal) ? Files.size(wal) : 0;
  }
}
