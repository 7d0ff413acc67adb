package dev.atocore.core.erase;

import dev.atocore.core.error.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Files other than the store's in which an erased text may stand. */
final class FilesNearby {
  /** What is far larger than the store is no copy of it. */
  private static final long LARGE = 256L << 20;

  private final Path store;
  private final Set<Path> files = new LinkedHashSet<>();

  /** All that lie beside a store. */
  FilesNearby(Path store) {
    this.store = store.toAbsolutePath();
    addAll(this.store.resolveSibling("."));
  }

  /** A file, or all in a folder. */
  void add(Path path) {
    if (Files.isDirectory(path)) {
      addAll(path);
    } else if (Files.isRegularFile(path)) {
      files.add(path.toAbsolutePath().normalize());
    }
  }

  /** Those that hold an erased text, and those that cannot be read. */
  List<String> holding(Residue residue) {
    List<String> holding = new ArrayList<>();
    for (Path file : files) {
      try {
        if (residue.isIn(file)) {
          holding.add(file.toString());
        }
      } catch (StoreException e) {
        holding.add(file + " (cannot be read)");
      }
    }
    return holding;
  }

  private void addAll(Path folder) {
    String name = String.valueOf(store.getFileName());
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      for (Path file : inside) {
        String other = String.valueOf(file.getFileName());
        boolean own =
            other.equals(name) || other.equals(name + "-wal") || other.equals(name + "-shm");
        if (!own
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && (other.startsWith(name) || Files.size(file) <= LARGE)) {
          files.add(file.toAbsolutePath().normalize());
        }
      }
    } catch (IOException e) {
      // A folder that cannot be listed has nothing that could be named.
      return;
    }
  }
}
