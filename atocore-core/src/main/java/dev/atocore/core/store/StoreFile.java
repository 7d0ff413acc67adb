package dev.atocore.core.store;

import java.nio.file.Path;

/**
 * A store in a file.
 *
 * @param path the file
 */
public record StoreFile(Path path) implements StoreLocation {
  @Override
  public StoreFile absolute() {
    return new StoreFile(path.toAbsolutePath());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
