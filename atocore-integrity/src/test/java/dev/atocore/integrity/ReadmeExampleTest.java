package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three lines of the README that embed AtoCore: they compile, they run, and they are what the
 * README says.
 */
class ReadmeExampleTest {
  @TempDir Path folder;

  @Test
  void threeLines_storeAuditAndCheck() {
    Path file = folder.resolve("memories.db");
    Map<String, String> env = Map.of("ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString());
    IntegrityResult result;

    // README
    try (MemoryStore store = MemoryStore.open(file)) {
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "It works."), Change.by("app"));
      result = Integrity.of(store, Alerts.fromEnvironment(env)).run(RunOptions.all());
    }
    // end

    assertThat(result.status()).isEqualTo(CheckStatus.OK);
    try (MemoryStore store = MemoryStore.open(file)) {
      assertThat(store.audit().verify(null, problem -> {}).entries()).isEqualTo(1);
    }
  }

  @Test
  void readme_showsTheseLines() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/dev/atocore/integrity/ReadmeExampleTest.java"));
    StringBuilder lines = new StringBuilder("```java\n");
    for (String line :
        source.subList(indexOf(source, "// README") + 1, indexOf(source, "// end"))) {
      lines.append(line.substring(4)).append('\n');
    }

    assertThat(Files.readString(Path.of("../README.md"))).contains(lines.append("```"));
  }

  private static int indexOf(List<String> lines, String comment) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(comment)) {
        return i;
      }
    }
    throw new AssertionError("no line " + comment);
  }
}
