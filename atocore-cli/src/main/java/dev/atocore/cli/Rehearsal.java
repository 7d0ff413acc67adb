package dev.atocore.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs a program from a jar that is not on the class path. The JVM uses a class archive only with
 * the class path that it was made with, so the program that trains an archive comes from elsewhere.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs the program.
   *
   * @param args the jar, the class, and what its {@code main} takes
   */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    // What only a start loads, before it runs a command, belongs in the archive too.
    Locale.setDefault(Locale.ROOT);
    NotUtf8.in(args, System.getenv());
    URL[] jar = {Path.of(args[0]).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jar)) {
      loader
          .loadClass(args[1])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    }
  }
}
