package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.sink.AlertReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for secrets where none may be. */
final class Leaks {
  private Leaks() {}

  /** Fails when any file below the folder, its name included, holds one of the secrets. */
  static void assertNoneIn(Path folder, List<String> secrets) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String secret : secrets) {
          assertThat(file.toString()).doesNotContain(secret);
          assertThat(text).as("%s", file).doesNotContain(secret);
        }
      }
    }
  }

  /** Fails when what can be asked or printed holds one of the secrets. */
  static void assertNoneIn(Alerts alerts, AlertReport report, List<String> secrets) {
    String all =
        report
            + "\n"
            + alerts
            + "\n"
            + alerts.warnings()
            + "\n"
            + alerts.sinks()
            + "\n"
            + alerts.listUndelivered();
    for (String secret : secrets) {
      assertThat(all).doesNotContain(secret);
    }
  }
}
