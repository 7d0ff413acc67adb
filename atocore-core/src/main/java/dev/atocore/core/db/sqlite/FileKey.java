package dev.atocore.core.db.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Tells one file from another that has its name later. */
final class FileKey {
  private FileKey() {}

  /** What is the same for the same file; null when there is none, or the system does not say. */
  static @Nullable Object of(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
