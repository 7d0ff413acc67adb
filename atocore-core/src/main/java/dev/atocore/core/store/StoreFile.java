package dev.atocore.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A store in a file.
 *
 * @param path the file
 */
public record StoreFile(Path path) implements StoreLocation {
  /** More links than these lead in a circle. */
  private static final int MOST_LINKS = 40;

  /**
   * The file itself, past symbolic links and {@code ..}, as SQLite finds it: the write-ahead log
   * and all else that belongs to a store lies beside that name. Where there is none yet, the place
   * in which it would be made.
   */
  @Override
  public StoreFile canonical() {
    Path real = real(path.toAbsolutePath(), 0);
    return real.equals(path) ? this : new StoreFile(real);
  }

  @Override
  public String name() {
    return path.toString();
  }

  /** The file beside it that has its name and that ending. */
  @Override
  public Path beside(String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  private static Path real(Path absolute, int links) {
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      // Nothing there, or a link to nothing: then the folder is found, and the link followed.
    }
    Path name = absolute.getFileName();
    Path parent = absolute.getParent();
    if (name == null || parent == null) {
      return absolute;
    }
    Path file = real(parent, links).resolve(name).normalize();
    if (links == MOST_LINKS || !Files.isSymbolicLink(file)) {
      return file;
    }
    try {
      return real(file.resolveSibling(Files.readSymbolicLink(file)), links + 1);
    } catch (IOException e) {
      return file;
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
