package dev.atocore.statements;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Renders the statements of one module, during its build. */
public final class RenderStatements {
  private RenderStatements() {}

  /**
   * Writes the enums of a module into a folder of sources, and removes what else is there. A file
   * that would not change is left alone, so that nothing is compiled anew.
   *
   * @param arguments the artifact of the module, and the folder
   */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    String module = "dev." + arguments[0].replace('-', '.') + ".";
    Path folder = Path.of(arguments[1]);
    Set<Path> written = new HashSet<>();
    for (Room room : Catalogue.ROOMS) {
      if ((room.packageName() + ".").startsWith(module)) {
        Path file =
            folder.resolve(room.packageName().replace('.', '/')).resolve(room.enumName() + ".java");
        write(file, Renderer.source(room));
        written.add(file);
      }
    }
    removeOthers(folder, written);
  }

  private static void write(Path file, String source) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.createDirectories(file.getParent());
      Files.write(file, source.getBytes(UTF_8));
    }
  }

  private static void removeOthers(Path folder, Set<Path> written) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (!written.contains(file)) {
        Files.delete(file);
      }
    }
  }
}
