package dev.atocore.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the launcher starts from. */
class DistributionIT {
  private static final Path LIB = Path.of("target/dist/lib");

  @Test
  void jars_areWhatRunsAndNothingOfTheBuild() throws IOException {
    List<String> jars;
    try (Stream<Path> files = Files.list(LIB)) {
      jars = files.map(file -> file.getFileName().toString()).toList();
    }
    assertThat(jars).anyMatch(jar -> jar.startsWith("atocore-cli-"));
    // The SDK of the Model Context Protocol needs reactive-streams, which jOOQ brought before.
    assertThat(jars)
        .noneMatch(
            jar ->
                jar.matches(
                    "(jooq|r2dbc|asm|jakarta\\.xml|jspecify|junit"
                        + "|atocore-(statements|distribution|testing)).*"));
  }
}
