package dev.atocore.integrity.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.core.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateAlertSinkTest {
  @TempDir Path folder;

  @Test
  void alert_isKeptBySeverity() {
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();

    alerts(file)
        .emit(
            Severity.CRITICAL,
            "Title \ud800 é",
            "Message\nof \u0000 two lines 😀",
            Map.of("k", "v"));

    try (MemoryStore store = MemoryStore.open(file)) {
      assertThat(new StateAlertSink(file).lastSuccess())
          .isEqualTo(store.state().list("atocore", "alert").get(0).updatedAt());
      assertThat(store.state().get("atocore", "alert", "last_critical").orElseThrow().value())
          .contains(
              "\"severity\":\"critical\"", "\"title\":\"Title \ufffd é\"", "😀", "\"k\":\"v\"");
      assertThat(store.state().get("atocore", "alert", "last_warning")).isEmpty();
    }
  }

  @Test
  void missingStore_isNotMade() {
    Path file = folder.resolve("store.db");

    assertThat(deliver(file)).isEqualTo("skipped");
    assertThat(new StateAlertSink(file).lastSuccess()).isNull();
    assertThat(file).doesNotExist();
  }

  @Test
  void unusableStore_failsThisSinkAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("store.db"), "This is no database, but a text.");

    assertThat(deliver(file)).isEqualTo("failed");
    assertThat(folder.resolve("alerts.log")).content().contains("\"title\":\"T\"");
  }

  @Test
  void lockedStore_doesNotHoldTheAlert() throws SQLException {
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThat(deliver(file)).isEqualTo("failed");
    }
  }

  /** An alert from a shell script must not pay for what only queries need. */
  @Test
  void delivery_loadsNoJooq() throws Exception {
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();
    Path output = folder.resolve("classes.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                Emitter.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(output)
        .content()
        .contains("delivered: delivered", "dev.atocore.core.state.State")
        .doesNotContain("org.jooq");
  }

  private Alerts alerts(Path file) {
    return Alerts.builder()
        .logFile(folder.resolve("alerts.log"))
        .spool(folder.resolve("undelivered"))
        .timeout(Duration.ofMillis(500))
        .sink(new StateAlertSink(file))
        .build();
  }

  private String deliver(Path file) {
    return alerts(file).emit(Severity.INFO, "T", "m", Map.of()).sinks().stream()
        .filter(sink -> sink.sinkId().equals("state"))
        .findFirst()
        .orElseThrow()
        .result()
        .outcome();
  }

  /** A program that raises one alert. */
  static final class Emitter {
    private Emitter() {}

    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      Alerts alerts =
          Alerts.builder()
              .logFile(file.resolveSibling("alerts.log"))
              .spool(file.resolveSibling("undelivered"))
              .sink(new StateAlertSink(file))
              .build();
      for (AlertReport.Outcome sink : alerts.emit(Severity.INFO, "T", "m", Map.of()).sinks()) {
        if (sink.sinkId().equals("state")) {
          System.out.println("delivered: " + sink.result().outcome());
        }
      }
    }
  }
}
