package dev.atocore.integrity.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that make up a store. */
public final class StoreFiles {
  private static final String[] SUFFIXES = {"", "-wal", "-shm", ".audit-spool.ndjson"};

  private StoreFiles() {}

  /** Those that are there, the store itself first. */
  public static List<Path> of(Path store) {
    List<Path> files = new ArrayList<>();
    for (String suffix : SUFFIXES) {
      Path file = store.resolveSibling(store.getFileName() + suffix);
      if (Files.exists(file)) {
        files.add(file);
      }
    }
    return files;
  }

  /** How large the write-ahead log is, in bytes. */
  public static long walBytes(Path store) throws IOException {
    Path wal = store.resolveSibling(store.getFileName() + "-wal");
    return Files.exists(wal) ? Files.size(wal) : 0;
  }
}
