package dev.atocore.core.db.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner may enter, from the moment they exist. */
final class OwnerOnly {
  private OwnerOnly() {}

  static void createFile(Path file) throws IOException {
    Files.createFile(file, mode(file, "rw-------"));
  }

  static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, mode(folder, "rwx------"));
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }
}
