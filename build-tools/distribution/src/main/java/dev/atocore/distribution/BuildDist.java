package dev.atocore.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Makes the folder {@code dist}: the jars in {@code lib}, the order of those that every command
 * needs in {@code classpath} and of what {@code serve} and {@code mcp} need besides in {@code
 * classpath-serve}, the SQLite library of this machine in {@code native}, what trains the class
 * archives in {@code training.jar}. When nothing changed it leaves the folder alone, and so the
 * class archives in it.
 */
public final class BuildDist {
  private BuildDist() {}

  /**
   * Makes the folder.
   *
   * @param args a file with the class path of what is shipped, one with that of the short commands,
   *     the jar with {@link Training}, the folder
   */
  public static void main(String[] args) throws IOException {
    List<Path> jars = jars(args[0]);
    List<Path> forCommands = jars(args[1]);
    Path training = Path.of(args[2]);
    // Classes come from the archive; the one file read from a jar at each start is sqlite-jdbc's,
    // and a jar further back would have those before it opened as well. PostgreSQL's is the last:
    // most stores never ask for it.
    jars.sort(Comparator.comparing(BuildDist::place));
    Path dist = Path.of(args[3]);
    String id = idOf(jars, forCommands.size(), training);
    if (id.equals(read(dist.resolve("id")))) {
      return;
    }
    Path next = dist.resolveSibling("dist.next");
    delete(next);
    Files.createDirectories(next.resolve("lib"));
    List<String> names = new ArrayList<>();
    List<String> besides = new ArrayList<>();
    for (Path jar : jars) {
      Path copy = next.resolve("lib").resolve(jar.getFileName());
      String name = jar.getFileName().toString();
      if (name.startsWith("picocli-")) {
        JarCopy.picocli(jar, copy);
      } else if (name.startsWith("sqlite-jdbc-")) {
        JarCopy.sqlite(jar, copy);
      } else {
        Files.copy(jar, copy);
      }
      (forCommands.contains(jar) ? names : besides).add(name);
    }
    Files.copy(training, next.resolve("training.jar"));
    copyNativeLibrary(next.resolve("native"));
    Files.writeString(next.resolve("classpath"), String.join(" ", names) + "\n");
    Files.writeString(next.resolve("classpath-serve"), String.join(" ", besides) + "\n");
    Files.writeString(next.resolve("id"), id);
    delete(dist);
    Files.move(next, dist, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> jars(String file) throws IOException {
    return Stream.of(Files.readString(Path.of(file)).strip().split(File.pathSeparator, -1))
        .map(Path::of)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static int place(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("sqlite-jdbc-") ? 0 : name.startsWith("postgresql-") ? 2 : 1;
  }

  /** Without it, sqlite-jdbc unpacks the library into the temporary folder at each start. */
  private static void copyNativeLibrary(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      // For a machine that it has no library for, sqlite-jdbc reports that itself.
      if (in != null) {
        Files.createDirectories(folder);
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  private static String idOf(List<Path> shipped, int forCommands, Path training)
      throws IOException {
    List<Path> jars = new ArrayList<>(shipped);
    jars.add(training);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) forCommands);
      for (Path jar : jars) {
        digest.update(jar.getFileName().toString().getBytes(UTF_8));
        digest.update(Files.readAllBytes(jar));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = new ArrayList<>(tree.toList());
    }
    files.sort(Comparator.reverseOrder());
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
