package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomCheckTest {
  @TempDir Path folder;

  @Test
  void checkOfTheClassPath_runsWithTheOthers() {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      String id = fixture.candidate("LOOK AT ME").id();

      CheckResult check = fixture.run("shouting-memory");

      assertThat(check.findings()).extracting(Finding::subject).containsExactly(id);
      assertThat(fixture.integrity.run(RunOptions.all()).checks())
          .extracting(CheckResult::id)
          .contains("shouting-memory");
      assertThat(fixture.alerts).as("info does not alert").isEmpty();
    }
  }

  @Test
  void exampleInTheDocs_isTheClassThatIsTested() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/atocore/integrity/ShoutingMemory.java"));
    String example = source.substring(source.indexOf("public final class"));

    assertThat(Files.readString(Path.of("..", "docs", "integrity.md")))
        .contains("```java\n" + example + "```");
  }
}
