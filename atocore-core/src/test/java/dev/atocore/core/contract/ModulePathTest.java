package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.search.SearchQuery;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as modules, in a process of its own. */
class ModulePathTest {
  private static final List<String> MODULES =
      List.of(
          "atocore-core",
          "atocore-audit",
          "jackson-core",
          "java-diff-utils",
          "slf4j-api",
          "sqlite-jdbc");

  @Test
  void store_opensTakesFindsAndVerifies(@TempDir Path folder) throws IOException {
    List<String> modules = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      boolean tests = entry.contains("test");
      (!tests && MODULES.stream().anyMatch(entry::contains) ? modules : others).add(entry);
    }

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                String.join(File.pathSeparator, modules),
                "--add-modules",
                "dev.atocore.core",
                "-cp",
                String.join(File.pathSeparator, others),
                Embedder.class.getName(),
                folder.resolve("store.db").toString())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .endsWith(
            """
            dev.atocore.core: water at night
            dev.atocore.audit: 1 entry verified, 0 problems
            """);
  }

  /** A program on the class path that embeds the modules. */
  static final class Embedder {
    private Embedder() {}

    public static void main(String[] arguments) {
      Path file = Path.of(arguments[0]);
      Schema.at(file).create();
      try (MemoryStore store = MemoryStore.open(file)) {
        store
            .memories()
            .create(
                NewMemory.of(MemoryType.KNOWLEDGE, "water at night").status(MemoryStatus.ACTIVE),
                Change.by("embedder"));
        System.out.print(
            MemoryStore.class.getModule().getName()
                + ": "
                + store.memories().search(SearchQuery.of("watering")).get(0).content()
                + "\n");
        VerifyReport report = store.audit().verify(null, problem -> {});
        System.out.print(
            VerifyReport.class.getModule().getName()
                + ": "
                + report.entries()
                + " entry verified, "
                + report.problems()
                + " problems\n");
      }
    }
  }
}
