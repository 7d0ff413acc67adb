package dev.atocore.core.source;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Markdown and text files that paths name: a file itself, a folder with all below it but hidden
 * entries and links.
 */
final class SourceFiles {
  private SourceFiles() {}

  /** The files in order of their paths, each with why it cannot be read, or null. */
  static List<SourceFile> find(List<Path> paths) {
    Map<Path, @Nullable String> found = new TreeMap<>();
    for (Path path : paths) {
      Path root = path.toAbsolutePath().normalize();
      if (Files.isDirectory(root)) {
        walk(root, found);
      } else if (!Files.exists(root)) {
        throw new NotFoundException("there is no file or folder " + path);
      } else if (!Files.isRegularFile(root)) {
        throw new InvalidInputException(path + " is neither a file nor a folder");
      } else {
        found.put(root, null);
      }
    }
    List<SourceFile> files = new ArrayList<>();
    found.forEach((path, error) -> files.add(new SourceFile(path, error)));
    return files;
  }

  private static void walk(Path root, Map<Path, @Nullable String> found) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return folder.equals(root) || !hidden(folder)
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !hidden(file) && isText(file)) {
                found.put(file, null);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              found.put(file, "cannot be read: " + e.getMessage());
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      found.put(root, "cannot be read: " + e.getMessage());
    }
  }

  private static boolean hidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static boolean isText(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".md") || name.endsWith(".markdown") || name.endsWith(".txt");
  }

  /** A file to ingest, or why it cannot be. */
  record SourceFile(Path path, @Nullable String error) {}
}
