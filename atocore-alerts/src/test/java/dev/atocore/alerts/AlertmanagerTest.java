package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real Alertmanager, seen through its own API; skipped where it is not installed. */
class AlertmanagerTest {
  private final Path folder;
  private @Nullable RealAlertmanager running;

  AlertmanagerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws IOException {
    Path program = RealAlertmanager.program();
    Machine.needs(program != null, "Debian's package prometheus-alertmanager");
    if (program != null) {
      running = RealAlertmanager.start(program, folder);
    }
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  private RealAlertmanager alertmanager() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  private Alerts alerts() {
    return Alerts.builder()
        .logFile(folder.resolve("alerts.log"))
        .alertmanager(alertmanager().base() + "/")
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private static AlertRequest request(Severity severity) {
    return AlertRequest.of(severity, "Queue is long", "214 candidates\nwait")
        .withContext(Map.of("max-queue", 200, "ünïcode", "värde"))
        .withKey("pipeline/queue");
  }

  @Test
  void fireRefireRiseAndResolve_areSeenThroughItsApi() throws Exception {
    try (Alerts alerts = alerts()) {
      assertThat(Reports.outcome(alerts.emit(request(Severity.WARNING)), "alertmanager"))
          .isEqualTo("delivered");
      Map<?, ?> fired = alertmanager().only();
      assertThat(fired.get("labels"))
          .isEqualTo(
              Map.of("alertname", "AtoCore", "severity", "warning", "key", "pipeline/queue"));
      assertThat(Dig.text(fired, "annotations", "summary")).isEqualTo("Queue is long");
      assertThat(Dig.text(fired, "annotations", "description")).isEqualTo("214 candidates\nwait");
      assertThat(Dig.text(fired, "annotations", "context_max_queue")).isEqualTo("200");
      assertThat(Dig.text(fired, "status", "state")).isEqualTo("active");
      Instant starts = Instant.parse(Dig.text(fired, "startsAt"));
      assertThat(Duration.between(starts, Instant.parse(Dig.text(fired, "endsAt"))))
          .isBetween(Duration.ofHours(26), Duration.ofHours(26).plusSeconds(30));

      assertThat(Reports.outcome(alerts.emit(request(Severity.WARNING)), "alertmanager"))
          .as("it folds repeats itself, and an alert that is not repeated ends")
          .isEqualTo("delivered");
      Map<?, ?> again = alertmanager().only();
      assertThat(again.get("fingerprint")).isEqualTo(fired.get("fingerprint"));
      assertThat(Instant.parse(Dig.text(again, "startsAt"))).isEqualTo(starts);
      assertThat(Instant.parse(Dig.text(again, "endsAt")))
          .isAfter(Instant.parse(Dig.text(fired, "endsAt")));

      alerts.emit(request(Severity.CRITICAL));
      assertThat(Dig.text(alertmanager().only(), "labels", "severity")).isEqualTo("critical");

      assertThat(Reports.outcome(alerts.resolve("pipeline/queue"), "alertmanager"))
          .isEqualTo("delivered");
      assertThat(alertmanager().alerts()).isEmpty();
      assertThat(alerts.resolve("pipeline/queue").allSkipped()).isTrue();

      alerts.emit(request(Severity.WARNING));
      assertThat(Dig.text(alertmanager().only(), "labels", "severity")).isEqualTo("warning");
    }
  }

  @Test
  void alertsWithoutAKey_standAlone() throws Exception {
    try (Alerts alerts = alerts()) {
      alerts.emit(Severity.INFO, "one", "m", Map.of());
      alerts.emit(Severity.INFO, "one", "m", Map.of());

      assertThat(alertmanager().alerts()).hasSize(2);
    }
  }

  @Test
  void test_leavesNothingStanding() throws Exception {
    try (Alerts alerts = alerts()) {
      assertThat(Reports.outcome(alerts.test(), "alertmanager")).isEqualTo("delivered");
      assertThat(alertmanager().alerts()).isEmpty();
    }
  }

  @Test
  void longestAlerts_areTaken() throws Exception {
    try (Alerts alerts = alerts()) {
      for (String piece : new String[] {"a", "漢", "💥", "\"", "\u0001\u202e", "\ud800"}) {
        Alert hard = Samples.longest(piece);
        AlertReport report =
            alerts.emit(
                AlertRequest.of(Severity.INFO, hard.title(), hard.message())
                    .withContext(hard.context())
                    .withKey(piece));
        assertThat(Reports.of(report, "alertmanager")).isEqualTo(SinkResult.delivered());
      }
      assertThat(alertmanager().alerts()).hasSize(6);
    }
  }

  @Test
  void wrongAddress_isToldInItsOwnWords() {
    try (Alerts alerts =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .webhook("alertmanager+" + alertmanager().base() + "/nowhere")
            .timeout(Duration.ofSeconds(20))
            .build()) {
      assertThat(Reports.of(alerts.test(), "alertmanager").reason()).startsWith("HTTP 404");
    }
  }
}
