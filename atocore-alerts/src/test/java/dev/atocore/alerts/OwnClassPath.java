package dev.atocore.alerts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * This module's classes and the two libraries it needs, and nothing else, copied to a folder anyone
 * can read.
 */
final class OwnClassPath {
  private OwnClassPath() {}

  static String copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder classPath = new StringBuilder();
    int parts = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = String.valueOf(Path.of(entry).getFileName());
      boolean library = name.startsWith("jackson-core-") || name.startsWith("slf4j-api-");
      boolean ours = entry.contains("atocore-alerts") || name.equals("test-classes");
      if (library || ours) {
        Path copy = folder.resolve(parts++ + "-" + name);
        copy(Path.of(entry), copy);
        classPath.append(classPath.isEmpty() ? "" : File.pathSeparator).append(copy);
      }
    }
    if (parts != 4) {
      throw new IOException("expected two folders of classes and two jars, found " + classPath);
    }
    open(folder);
    return classPath.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      List<Path> files = all.toList();
      for (Path file : files) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void open(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
