package dev.atocore.core.erase;

import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files other than the store's in which an erased text may stand. Those that the program itself
 * wrote and nobody vouches for are scrubbed; the others are named.
 */
final class FilesNearby {
  /** What is far larger than the store is no copy of it. */
  private static final long LARGE = 256L << 20;

  /** What an extractor printed and the import refused. */
  private static final String REFUSED = ".refused.ndjson";

  private final Path store;
  private final Residue residue;
  private final MaskedLines lines;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Set<Path> scrubbed = new LinkedHashSet<>();

  /** Why a file of the program's own could not be scrubbed. */
  private final Map<Path, String> problems = new LinkedHashMap<>();

  /** All that lie beside a store. */
  FilesNearby(Path store, Residue residue) {
    this.store = store.toAbsolutePath();
    this.residue = residue;
    this.lines = new MaskedLines(residue);
    addAll(this.store.resolveSibling("."));
  }

  /**
   * What became of the files.
   *
   * @param scrubbed said an erased text and no longer do
   * @param left still say one, or cannot be read
   */
  record Outcome(List<String> scrubbed, List<String> left) {}

  /** A file, or all in a folder. */
  void add(Path path) {
    if (Files.isDirectory(path)) {
      addAll(path);
    } else if (Files.isRegularFile(path)) {
      files.add(path.toAbsolutePath().normalize());
    }
  }

  /**
   * Erases in the copies that the program made of the store.
   *
   * @param erase erases in a copy, and says whether there was anything to erase
   */
  void scrubCopies(Predicate<Path> erase) {
    for (Path file : files) {
      if (StoreCopies.isOne(store, file)) {
        try {
          if (erase.test(file)) {
            scrubbed.add(file);
          }
        } catch (AtoCoreException e) {
          problems.put(file, "cannot be redacted: " + e.getMessage());
        }
      }
    }
  }

  /** Masks what the program wrote elsewhere, and takes in what else lies there. */
  void scrub(Surroundings around) {
    mask(store.resolveSibling(store.getFileName() + REFUSED));
    for (Path log : around.logs()) {
      Path file = log.toAbsolutePath().normalize();
      withRotated(file).forEach(this::mask);
    }
    List<Path> waiting = new ArrayList<>();
    around.waiting().forEach(folder -> waiting.addAll(inside(folder)));
    if (!waiting.isEmpty()) {
      around.hold().during(() -> waiting.forEach(this::mask));
    }
    around.logs().forEach(this::add);
    around.waiting().forEach(this::add);
    around.places().forEach(this::add);
  }

  /** Those that were scrubbed, and those that hold an erased text or cannot be read. */
  Outcome outcome() {
    List<String> left = new ArrayList<>();
    Set<Path> clean = new LinkedHashSet<>(scrubbed);
    Set<Path> all = new LinkedHashSet<>(files);
    all.addAll(problems.keySet());
    for (Path file : all) {
      String why = problems.get(file);
      try {
        // Nothing can be looked for when all was erased before: then only the copy knows.
        if (residue.isIn(file) || (residue.size() == 0 && why != null)) {
          left.add(why == null ? file.toString() : file + " (" + why + ")");
          clean.remove(file);
        }
      } catch (StoreException e) {
        left.add(file + " (cannot be read)");
        clean.remove(file);
      }
    }
    return new Outcome(clean.stream().map(Path::toString).toList(), left);
  }

  private void mask(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (lines.mask(file)) {
        scrubbed.add(file);
      }
    } catch (IOException e) {
      problems.put(file, "cannot be written: " + e.getMessage());
    }
  }

  /** A log, and what was renamed to its name with a number or a date behind it. */
  private static List<Path> withRotated(Path log) {
    String name = String.valueOf(log.getFileName());
    List<Path> logs = new ArrayList<>();
    for (Path file : inside(log.resolveSibling("."))) {
      String other = String.valueOf(file.getFileName());
      if (other.equals(name) || other.startsWith(name + ".") || other.startsWith(name + "-")) {
        logs.add(file);
      }
    }
    return logs;
  }

  private void addAll(Path folder) {
    String name = String.valueOf(store.getFileName());
    for (Path file : inside(folder)) {
      String other = String.valueOf(file.getFileName());
      boolean own =
          other.equals(name) || other.equals(name + "-wal") || other.equals(name + "-shm");
      if (!own && (other.startsWith(name) || file.toFile().length() <= LARGE)) {
        files.add(file);
      }
    }
  }

  /** The regular files in a folder; none when it cannot be listed. */
  private static List<Path> inside(Path folder) {
    List<Path> regular = new ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      for (Path file : inside) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          regular.add(file.toAbsolutePath().normalize());
        }
      }
    } catch (IOException e) {
      // What cannot be listed has nothing that could be named.
      return regular;
    }
    return regular;
  }
}
