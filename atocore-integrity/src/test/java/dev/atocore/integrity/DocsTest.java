package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.check.IntegrityCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/integrity.md says the same as the code. */
class DocsTest {
  @Test
  void everyCheck_hasASectionThatIsTrue() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "integrity.md"));
    List<String> ids = new ArrayList<>();
    for (IntegrityCheck check : Integrity.builtIn()) {
      ids.add(check.id());
      int heading = lines.indexOf("### " + check.id());
      assertThat(heading).as("a section " + check.id()).isPositive();
      assertThat(lines.get(heading + 1))
          .isEqualTo("Severity: " + check.severity().text() + ". Finds " + check.finds() + ".");
    }
    assertThat(lines)
        .filteredOn(line -> line.startsWith("### "))
        .extracting(line -> line.substring(4))
        .containsExactlyElementsOf(ids);
  }
}
