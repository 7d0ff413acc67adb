package dev.atocore.core.source;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Markdown and text files that paths name: a file itself, a folder with all below it but hidden
 * entries, links, and what is excluded. A path that is a link itself is followed.
 */
final class SourceFiles {
  private final IgnoreRules rules;

  SourceFiles(List<String> excluded) {
    this.rules = new IgnoreRules(excluded);
  }

  /** The files in order of their paths, each with why it cannot be read, or null. */
  Map<Path, @Nullable String> below(Path path) {
    Map<Path, @Nullable String> found = new TreeMap<>();
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
    return found;
  }

  private void walk(Path root, Map<Path, @Nullable String> found) {
    // What a link leads to, under the name of the link.
    Path start = root.resolve(".");
    try {
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (!folder.equals(start)
                  && (hidden(folder) || rules.exclude(root, folder.normalize(), true))) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              String error = rules.enter(folder.normalize());
              if (error != null) {
                found.put(folder.normalize().resolve(IgnoreRules.FILE), error);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()
                  && !hidden(file)
                  && isText(file)
                  && !rules.exclude(root, file.normalize(), false)) {
                found.put(file.normalize(), null);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!rules.exclude(root, file.normalize(), true)) {
                found.put(file.normalize(), "cannot be read: " + e.getMessage());
              }
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
}
