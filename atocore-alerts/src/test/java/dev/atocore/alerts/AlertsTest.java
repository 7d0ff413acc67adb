package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.alerts.text.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
  private final Path folder;

  AlertsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path log() {
    return folder.resolve("logs").resolve("alerts.log");
  }

  @Test
  void spoolThatRests_restsForOneAtATime() {
    try (Alerts alerts =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .spool(folder.resolve("spool"))
            .timeout(Duration.ofMillis(100))
            .build()) {
      List<String> done = new ArrayList<>();
      boolean outer =
          alerts.whileSpoolRests(
              () -> {
                done.add("first");
                boolean inner =
                    CompletableFuture.supplyAsync(
                            () -> alerts.whileSpoolRests(() -> done.add("at the same time")))
                        .join();
                assertThat(inner).isFalse();
              });

      assertThat(outer).isTrue();
      assertThat(alerts.whileSpoolRests(() -> done.add("second"))).isTrue();
      assertThat(done).containsExactly("first", "second");
    }
  }

  @Test
  void emit_writesTheLogFile() throws Exception {
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      AlertReport report =
          alerts.emit(
              Severity.WARNING, "Queue is long", "1,210 candidates wait", Map.of("queue", 1210));

      assertThat(Reports.outcome(report, "log")).isEqualTo("delivered");
      assertThat(report.allFailed()).isFalse();
      Map<?, ?> line = JsonReader.object(Files.readString(log()));
      assertThat(line.get("id")).isEqualTo(report.alert().id());
      assertThat(line.get("ts")).isEqualTo(report.alert().ts().toString());
      assertThat(line.get("severity")).isEqualTo("warning");
      assertThat(line.get("status")).isEqualTo("firing");
      assertThat(line.get("title")).isEqualTo("Queue is long");
      assertThat(line.get("message")).isEqualTo("1,210 candidates wait");
      assertThat(line.get("context")).isEqualTo(Map.of("queue", 1210L));
      assertThat(line.containsKey("fingerprint")).isTrue();
      assertThat(line.get("sinks")).isInstanceOf(Map.class);
    }
  }

  @Test
  void logAndItsFolder_areForTheOwnerOnly() throws Exception {
    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      alerts.emit(Severity.INFO, "t", "m", Map.of());
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void invalidSeverity_fallsBackToInfo() throws Exception {
    Severity.Parsed parsed = Severity.parse("urgent");
    assertThat(parsed).isEqualTo(new Severity.Parsed(Severity.INFO, "urgent", true));

    try (Alerts alerts = Alerts.builder().logFile(log()).build()) {
      alerts.emit(AlertRequest.of(parsed, "t", "m"));
    }

    Map<?, ?> line = JsonReader.object(Files.readString(log()));
    assertThat(line.get("severity")).isEqualTo("info");
    assertThat(line.get("requested_severity")).isEqualTo("urgent");
  }

  @Test
  void severity_isReadInAnyCase() {
    assertThat(Severity.parse(" Critical "))
        .isEqualTo(new Severity.Parsed(Severity.CRITICAL, "Critical", false));
    assertThat(Severity.parse(null)).isEqualTo(new Severity.Parsed(Severity.INFO, "", true));
  }

  @ParameterizedTest
  @CsvSource({
    "error, CRITICAL",
    "ERR, CRITICAL",
    "crit, CRITICAL",
    "Fatal, CRITICAL",
    "emergency, CRITICAL",
    "emerg, CRITICAL",
    "alert, CRITICAL",
    "panic, CRITICAL",
    "HIGH, CRITICAL",
    "severe, CRITICAL",
    "WARN, WARNING",
    "medium, WARNING",
    "notice, INFO",
    "low, INFO",
    "Debug, INFO"
  })
  void severity_isKnownByItsOtherNames(String word, Severity severity) {
    assertThat(Severity.parse(word)).isEqualTo(new Severity.Parsed(severity, word, false));
  }

  @Test
  void emit_failsOpenWhenTheLogCannotBeWritten() throws Exception {
    Files.createDirectory(folder.resolve("a-folder"));
    List<Alert> seen = new ArrayList<>();
    try (Alerts alerts =
        Alerts.builder().logFile(folder.resolve("a-folder")).sink(collecting(seen)).build()) {
      AlertReport report = alerts.emit(Severity.CRITICAL, "t", "m", Map.of());

      assertThat(Reports.of(report, "log").reason()).contains("a folder, not a regular file");
      assertThat(Reports.outcome(report, "mine")).isEqualTo("delivered");
      assertThat(report.allFailed()).isFalse();
      assertThat(seen).hasSize(1);
    }
  }

  @Test
  void allFailed_whenNoSinkHasTheAlert() {
    try (Alerts alerts = Alerts.builder().logFile(Path.of("/dev/full")).build()) {
      AlertReport report = alerts.emit(Severity.CRITICAL, "t", "m", Map.of());

      assertThat(Reports.outcome(report, "log")).isEqualTo("failed");
      assertThat(report.allFailed()).isTrue();
    }
  }

  @Test
  void sinkThatThrows_hurtsNobodyElse() {
    List<Alert> seen = new ArrayList<>();
    try (Alerts alerts =
        Alerts.builder().logFile(log()).sink(throwing()).sink(collecting(seen)).build()) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(Reports.of(report, "broken").reason()).contains("no store");
      assertThat(seen).containsExactly(report.alert());
    }
  }

  @Test
  void webhookThatHangs_holdsEmitNoLongerThanTheDeadline() {
    try (LoopbackReceiver receiver =
            LoopbackReceiver.scripted((request, socket, out) -> socket.getInputStream().read());
        Alerts alerts =
            Alerts.builder()
                .logFile(log())
                .webhook(receiver.url("/hook"))
                .timeout(Duration.ofMillis(700))
                .build()) {
      Deadline generous = Deadline.after(Duration.ofSeconds(20));

      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(Reports.outcome(report, "json")).isEqualTo("kept");
      assertThat(generous.expired()).isFalse();
      assertThat(alerts.listUndelivered())
          .extracting(Undelivered::alert)
          .containsExactly(report.alert());
    }
  }

  @Test
  void genericWebhook_getsTheAlertAsJson() {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts =
            Alerts.builder()
                .logFile(log())
                .webhook(receiver.url("/hook"))
                .timeout(Duration.ofMinutes(1))
                .build()) {
      AlertReport report =
          alerts.emit(Severity.CRITICAL, "Store is gone", "at 3 a.m.", Map.of("db", "/x"));

      assertThat(Reports.outcome(report, "json")).isEqualTo("delivered");
      assertThat(receiver.only().path()).isEqualTo("/hook");
      assertThat(Dig.text(receiver.only().json(), "data", "title")).isEqualTo("Store is gone");
      assertThat(alerts.listUndelivered()).isEmpty();
    }
  }

  @Test
  void environment_setsEverythingUp() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts =
            Alerts.fromEnvironment(
                Map.of(
                    "HOME",
                    folder.toString(),
                    "ATOCORE_ALERT_WEBHOOK",
                    "slack+" + receiver.url("/s") + "#min=warning json+" + receiver.url("/j"),
                    "ATOCORE_ALERT_TIMEOUT",
                    "soon"))) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      assertThat(alerts.warnings()).singleElement().asString().contains("ATOCORE_ALERT_TIMEOUT");
      assertThat(alerts.log().file()).isEqualTo(folder.resolve("atocore-logs/alerts.log"));
      assertThat(Reports.of(report, "slack").reason()).isEqualTo("below its minimum, warning");
      assertThat(Reports.outcome(report, "json")).isEqualTo("delivered");
      assertThat(receiver.only().path()).isEqualTo("/j");
      assertThat(Dig.text(JsonReader.object(Files.readString(alerts.log().file())), "sinks"))
          .contains("below its minimum");
    }
  }

  @Test
  void noWebhook_leavesTheHttpClientUnloaded() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + folder.resolve("classes.txt"),
                "-cp",
                System.getProperty("java.class.path"),
                EmitMain.class.getName(),
                log().toString(),
                "",
                "1",
                "")
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(log())).contains("alert 0");
    assertThat(Files.readString(folder.resolve("classes.txt")))
        .contains("dev.atocore.alerts.Alerts")
        .doesNotContain("java.net.http")
        .doesNotContain("com.fasterxml")
        .doesNotContain("java.sql.")
        .doesNotContain("dev.atocore.alerts.net.HttpSender");
  }

  private static AlertSink collecting(List<Alert> seen) {
    return new AlertSink() {
      @Override
      public String id() {
        return "mine";
      }

      @Override
      public SinkResult deliver(Alert alert, Deadline deadline) {
        seen.add(alert);
        return SinkResult.delivered();
      }
    };
  }

  private static AlertSink throwing() {
    return new AlertSink() {
      @Override
      public String id() {
        return "broken";
      }

      @Override
      public SinkResult deliver(Alert alert, Deadline deadline) {
        throw new IllegalStateException("no store");
      }
    };
  }
}
