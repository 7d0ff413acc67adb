package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module alone in a program of someone else's. */
class EmbeddingTest {
  private final Path folder;

  EmbeddingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String output(ProcessBuilder builder, Map<String, String> environment)
      throws IOException, InterruptedException {
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s", output).isZero();
    return output;
  }

  @Test
  void noDatabaseAndNoDatabinding_areNeeded() throws Exception {
    String classPath = OwnClassPath.copyTo(folder.resolve("lib"));
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      String output =
          output(
              new ProcessBuilder(
                  ChildJvm.command(
                      classPath,
                      EnvironmentMain.class,
                      // Not even the JDK's own database classes.
                      List.of("--limit-modules", "java.base,java.net.http"))),
              Map.of(
                  "HOME",
                  folder.toString(),
                  "ATOCORE_ALERT_WEBHOOK",
                  "slack+" + receiver.url("/s")));

      assertThat(output)
          .contains("org.jooq.DSLContext: absent")
          .contains("org.sqlite.JDBC: absent")
          .contains("com.fasterxml.jackson.databind.ObjectMapper: absent")
          .contains("dev.atocore.core.MemoryStore: absent")
          .contains("java.sql.Connection: absent")
          .contains("log: delivered")
          .containsPattern("slack-[0-9a-f]+: delivered");
      assertThat(receiver.only().body()).contains("Alone");
    }
  }

  /** The example in docs/alerts.md. */
  @Test
  void documentedExample_works() throws Exception {
    Map<String, String> environment = Map.of("HOME", folder.toString());
    try (Alerts alerts = Alerts.builder().environment(environment).background().build()) {
      alerts.emit(AlertRequest.of(Severity.WARNING, "Queue is long", "214 wait").withKey("queue"));
      alerts.resolve("queue");

      assertThat(alerts.log().recent(null, 5))
          .extracting(entry -> entry.alert().status())
          .containsExactly(AlertStatus.RESOLVED, AlertStatus.FIRING);
    }
  }

  @Test
  void readOnlyHome_costsTheLogAndNotTheAlert() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String classPath = OwnClassPath.copyTo(folder.resolve("lib"));
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      List<String> command =
          Machine.unprivileged(ChildJvm.command(classPath, EnvironmentMain.class, List.of()));
      Map<String, String> environment =
          Map.of(
              "HOME",
              home.toString(),
              "ATOCORE_ALERT_WEBHOOK",
              "slack+" + receiver.url("/t0k3n-secret"));
      String delivered = output(new ProcessBuilder(command), environment);
      receiver.now(LoopbackReceiver.answer(503, "", "at /t0k3n-secret"));
      String failed = output(new ProcessBuilder(command), environment);

      assertThat(delivered)
          .contains("log: failed: cannot write the alert log: permission denied: ")
          .containsPattern("slack-[0-9a-f]+: delivered");
      assertThat(failed)
          .containsPattern(
              "slack-[0-9a-f]+: failed: HTTP 503: at /?\\*\\*\\*; and it cannot be kept: ")
          .doesNotContain("t0k3n");
      try (var files = Files.list(home)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void alertAboutAnAlert_isLoggedAndNotSent() throws Exception {
    List<AlertReport> nested = new ArrayList<>();
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      Alerts[] self = new Alerts[1];
      AlertSink talkative =
          new AlertSink() {
            @Override
            public String id() {
              return "talkative";
            }

            @Override
            public SinkResult deliver(Alert alert, Deadline deadline) {
              nested.add(self[0].emit(Severity.CRITICAL, "The sink has trouble", "m", Map.of()));
              return SinkResult.failed("trouble");
            }
          };
      try (Alerts alerts =
          Alerts.builder()
              .logFile(folder.resolve("alerts.log"))
              .webhook(receiver.url("/j"))
              .sink(talkative)
              .build()) {
        self[0] = alerts;
        AlertReport outer = alerts.emit(Severity.INFO, "outer", "m", Map.of());

        assertThat(Reports.of(outer, "talkative").reason()).isEqualTo("trouble");
        assertThat(nested).hasSize(1);
        assertThat(Reports.outcome(nested.get(0), "log")).isEqualTo("delivered");
        assertThat(Reports.of(nested.get(0), "talkative").reason())
            .isEqualTo("emitted while another alert is being delivered");
        assertThat(receiver.requests()).hasSize(1);
        assertThat(alerts.log().recent(null, 5)).hasSize(2);
        assertThat(alerts.sinks().get(3).lastError()).isEqualTo("trouble");
      }
    }
  }
}
