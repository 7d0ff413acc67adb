package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {
  @TempDir Path folder;

  @Test
  void emit_writesTheLogFile() throws IOException {
    Path log = folder.resolve("logs").resolve("alerts.log");
    Alerts alerts = Alerts.builder(log).build();

    AlertReport report =
        alerts.emit(Severity.WARNING, "Queue", "210 candidates", Map.of("max", "200"));

    assertThat(report.allFailed()).isFalse();
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("{").contains("\"severity\":\"warning\"");
    LoggedAlert read = alerts.log().recent(null, 10).get(0);
    assertThat(read.id()).isEqualTo(report.alert().id());
    assertThat(read.title()).isEqualTo("Queue");
    assertThat(read.message()).isEqualTo("210 candidates");
    assertThat(read.context()).containsEntry("max", "200");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void invalidSeverity_fallsBackToInfo() {
    Alerts alerts = Alerts.builder(folder.resolve("alerts.log")).build();

    AlertReport report = alerts.emit(new AlertRequest("catastrophic", "t", "m", Map.of(), null));

    assertThat(report.alert().severity()).isEqualTo(Severity.INFO);
    assertThat(report.alert().requestedSeverity()).isEqualTo("catastrophic");
    assertThat(Severity.of(" Critical ")).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void emit_failsOpenOnALogWriteError() {
    Collecting other = new Collecting();
    for (Path bad : List.of(Path.of("/dev/full"), folder, Path.of("/proc/nowhere/alerts.log"))) {
      AlertReport report =
          Alerts.builder(bad).sink(other).build().emit(Severity.CRITICAL, "t", "m", Map.of());

      assertThat(report.results())
          .filteredOn(result -> result.sink().equals("log"))
          .singleElement()
          .satisfies(r -> assertThat(r.outcome()).isEqualTo(SinkResult.Outcome.FAILED));
      assertThat(report.allFailed()).isFalse();
      assertThat(Alerts.builder(bad).build().emit(Severity.INFO, "t", "m", Map.of()).allFailed())
          .isTrue();
    }
    assertThat(other.alerts).hasSize(3);
  }

  @Test
  void fifoAndSymlink_areRefusedAtOnce() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Path target = Files.createFile(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    for (Path bad : List.of(fifo, link)) {
      SinkResult result = new FileSink(bad).deliver(anAlert("t", "m"), Duration.ofSeconds(5));
      assertThat(result.outcome()).isEqualTo(SinkResult.Outcome.FAILED);
    }
    assertThat(target).isEmptyFile();
  }

  @Test
  void throwingSink_hurtsNobody() {
    Collecting after = new Collecting();
    AlertSink throwing =
        new AlertSink() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public SinkResult deliver(Alert alert, Duration timeLeft) {
            throw new IllegalStateException("boom");
          }
        };

    AlertReport report =
        Alerts.builder(folder.resolve("a.log"))
            .sink(throwing)
            .sink(after)
            .build()
            .emit(Severity.INFO, "t", "m", Map.of());

    assertThat(after.alerts).hasSize(1);
    assertThat(report.results())
        .extracting(SinkResult::outcome)
        .contains(SinkResult.Outcome.FAILED);
  }

  @Test
  void sinkThatRaisesAnAlert_doesNotGoRoundInCircles() {
    List<Alerts> self = new ArrayList<>();
    AlertSink recursive =
        new AlertSink() {
          @Override
          public String name() {
            return "recursive";
          }

          @Override
          public SinkResult deliver(Alert alert, Duration timeLeft) {
            self.get(0).emit(Severity.CRITICAL, "again", "m", Map.of());
            return SinkResult.delivered(name());
          }
        };
    Collecting collecting = new Collecting();
    self.add(Alerts.builder(folder.resolve("a.log")).sink(recursive).sink(collecting).build());

    self.get(0).emit(Severity.INFO, "t", "m", Map.of());

    assertThat(collecting.alerts).hasSize(1);
  }

  @Test
  void hostileText_isHarmlessInTheLog() throws IOException {
    Path log = folder.resolve("a.log");
    Alerts alerts = Alerts.builder(log).build();

    alerts.emit(Severity.INFO, "a\u001b[31m\u202eb", "x\ny\r\ud83d \u0085 end", Map.of());
    alerts.emit(Severity.INFO, "long", "é".repeat(1024 * 1024), Map.of("k", "v".repeat(100_000)));

    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).doesNotContain("\u001b", "\u202e", "\u0085");
    assertThat(lines.get(1).getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThan(64 * 1024);
    assertThat(alerts.log().recent(null, 10)).hasSize(2);
  }

  @Test
  void recent_readsBackwardsPastGarbage() throws IOException {
    Path log = folder.resolve("a.log");
    Alerts alerts = Alerts.builder(log).build();
    for (int i = 0; i < 700; i++) {
      alerts.emit(
          i % 2 == 0 ? Severity.INFO : Severity.CRITICAL, "n" + i, "x".repeat(200), Map.of());
    }
    Files.writeString(log, "garbage\n{\"torn", java.nio.file.StandardOpenOption.APPEND);

    assertThat(alerts.log().recent(null, 3))
        .extracting(LoggedAlert::title)
        .containsExactly("n699", "n698", "n697");
    assertThat(alerts.log().recent(Severity.INFO, 1000)).hasSize(350);
    assertThat(Alerts.builder(folder.resolve("none")).build().log().recent(null, 5)).isEmpty();
  }

  @Test
  void eightProcesses_tearNoLine() throws Exception {
    Path log = folder.resolve("a.log");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Emitter.class.getName(),
                  log.toString())
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(Files.readAllLines(log)).hasSize(8 * 200).allMatch(line -> line.endsWith("}"));
    assertThat(Alerts.builder(log).build().log().recent(null, 10_000)).hasSize(8 * 200);
  }

  @Test
  void badSettings_areToldWithoutTheirSecrets() {
    for (String url :
        List.of(
            "ftp://h/secret-token",
            "https://user:secret-token@h/x",
            "no url secret-token",
            "https:///secret-token",
            "https://h/secret-token#max=3",
            "carrier+https://h/secret-token")) {
      assertThatThrownBy(() -> Alerts.builder(folder.resolve("a.log")).webhook(url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("secret-token");
    }
    assertThatThrownBy(() -> Alerts.fromEnvironment(Map.of("ATOCORE_ALERT_TIMEOUT", "soon")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ATOCORE_ALERT_TIMEOUT");
  }

  private static Alert anAlert(String title, String message) {
    return new Alert(
        "id",
        "2026-01-01T00:00:00.000000Z",
        Severity.INFO,
        "info",
        false,
        title,
        message,
        Map.of(),
        null);
  }

  private static final class Collecting implements AlertSink {
    private final List<Alert> alerts = new ArrayList<>();

    @Override
    public String name() {
      return "collecting";
    }

    @Override
    public SinkResult deliver(Alert alert, Duration timeLeft) {
      alerts.add(alert);
      return SinkResult.delivered(name());
    }
  }

  /** What each of the eight processes runs. */
  static final class Emitter {
    private Emitter() {}

    public static void main(String[] arguments) {
      Alerts alerts = Alerts.builder(Path.of(arguments[0])).build();
      for (int i = 0; i < 200; i++) {
        alerts.emit(Severity.INFO, "n" + i, "x".repeat(i * 20), Map.of());
      }
    }
  }
}
