package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each receiver is sent, byte by byte. */
class GoldenBodiesTest {

  static Stream<Format> formats() {
    return Stream.of(
        Samples.format("discord"),
        Samples.format("slack"),
        Samples.format("teams"),
        Samples.format("mattermost"),
        Samples.format("ntfy", "atocore"),
        Samples.format("pagerduty", "R0UTINGKEY"),
        Samples.format("alertmanager"),
        Samples.format("telegram", "-1001234567890/7"),
        Samples.format("apprise", "ops,home"),
        Samples.format("exec"),
        Samples.format("json"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void firing_isAsInTheGoldenFile(Format format) throws IOException {
    assertGolden(format, Samples.firing(), null, "firing");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void resolved_isAsInTheGoldenFile(Format format) throws IOException {
    assertGolden(format, Samples.resolved(), null, "resolved");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void risen_isAsInTheGoldenFile(Format format) throws IOException {
    assertGolden(
        format,
        Samples.firing().as(Severity.CRITICAL, AlertStatus.FIRING),
        Severity.WARNING,
        "risen");
  }

  private static void assertGolden(
      Format format, Alert alert, @Nullable Severity replaces, String kind) throws IOException {
    String sent =
        String.join("\n", format.bodies(alert, Samples.TIME.plusSeconds(5), replaces)) + "\n";
    String name = format.name() + "-" + kind + ".json";
    // What was sent, to look at and to copy when the change was meant.
    Path actual = Path.of("target", "golden", name);
    Files.createDirectories(actual.getParent());
    Files.writeString(actual, sent);
    assertThat(actual).hasSameTextualContentAs(Path.of("src/test/resources/golden", name));
  }
}
