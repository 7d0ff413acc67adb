package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery by the worker of a long-lived JVM. */
class BackgroundTest {
  private final Path folder;

  BackgroundTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Alerts alerts(LoopbackReceiver receiver, Duration timeout) {
    return Alerts.builder()
        .logFile(folder.resolve("alerts.log"))
        .webhook(receiver.url("/j"))
        .timeout(timeout)
        .background()
        .build();
  }

  @Test
  void emit_leavesTheSendingToTheWorker() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = alerts(receiver, Duration.ofMinutes(1))) {
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        AlertReport report = alerts.emit(Severity.INFO, "alert " + i, "m", Map.of());
        assertThat(Reports.of(report, "json"))
            .isEqualTo(SinkResult.kept("on its way in the background"));
        ids.add(report.alert().id());
      }
      ProcessesTest.await(() -> alerts.listUndelivered().isEmpty());

      assertThat(receiver.requests()).hasSize(200);
      for (LoopbackReceiver.Request request : receiver.requests()) {
        ids.remove(Dig.text(request.json(), "id"));
      }
      assertThat(ids).isEmpty();
    }
  }

  @Test
  void hungReceiver_holdsNobodyAndLosesNothing() throws Exception {
    try (LoopbackReceiver receiver =
        LoopbackReceiver.scripted((request, socket, out) -> socket.getInputStream().read())) {
      try (Alerts alerts = alerts(receiver, Duration.ofMillis(500))) {
        for (int i = 0; i < 100; i++) {
          alerts.emit(Severity.INFO, "alert " + i, "m", Map.of());
        }
        assertThat(alerts.listUndelivered()).hasSize(100);
        ProcessesTest.await(() -> !receiver.requests().isEmpty());
      }

      receiver.now(LoopbackReceiver.answer(200, "", ""));
      try (Alerts patient = alerts(receiver, Duration.ofMinutes(1))) {
        ProcessesTest.await(() -> patient.listUndelivered().isEmpty());
      }
      Set<String> received = new HashSet<>();
      receiver.requests().forEach(request -> received.add(Dig.text(request.json(), "id")));
      assertThat(received).hasSize(100);
    }
  }

  @Test
  void key_isToldOnceInTheBackgroundToo() throws Exception {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = alerts(receiver, Duration.ofMinutes(1))) {
      for (int i = 0; i < 100; i++) {
        alerts.emit(AlertRequest.of(Severity.INFO, "t", "m").withKey("k"));
      }
      alerts.resolve("k");
      ProcessesTest.await(() -> alerts.listUndelivered().isEmpty());

      assertThat(receiver.requests())
          .extracting(request -> Dig.text(request.json(), "data", "status"))
          .containsExactly("firing", "resolved");
    }
  }

  @Test
  void spoolThatCannotBeMade_leavesTheQueueInMemory() throws Exception {
    Files.createFile(folder.resolve("alerts.log.spool"));
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = alerts(receiver, Duration.ofMinutes(1))) {
      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());
      assertThat(Reports.of(report, "json").reason()).contains("in memory only");
      ProcessesTest.await(() -> receiver.requests().size() == 1);
      assertThat(receiver.only().body()).contains(report.alert().id());
    }
  }

  @Test
  void queueInMemory_isBounded() throws Exception {
    Files.createFile(folder.resolve("alerts.log.spool"));
    try (LoopbackReceiver receiver =
            LoopbackReceiver.scripted((request, socket, out) -> socket.getInputStream().read());
        Alerts alerts = alerts(receiver, Duration.ofSeconds(2))) {
      SinkResult last = SinkResult.delivered();
      for (int i = 0; i < 600; i++) {
        last = Reports.of(alerts.emit(Severity.INFO, "t", "m", Map.of()), "json");
      }
      assertThat(last).matches(result -> result.is(SinkResult.Kind.FAILED));
      assertThat(last.reason()).startsWith("cannot be kept: ");
    }
  }

  /** Whether the disk has it is not for the receiver to say. */
  @Test
  void refusedInTheWordsOfTheSpool_staysInMemory_whenTheDiskTakesNothing() throws Exception {
    Files.createFile(folder.resolve("alerts.log.spool"));
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(404, "hook was set aside");
        Alerts alerts = alerts(receiver, Duration.ofMinutes(1))) {
      alerts.emit(Severity.INFO, "t", "m", Map.of());

      ProcessesTest.await(() -> receiver.requests().size() > 1);
    }
  }

  /**
   * What it did after that would be heard by nobody, or written where there is no folder any more.
   */
  @Test
  void closed_hasNoWorkerAnyMore_howeverTheReceiverHangs() throws Exception {
    Files.createFile(folder.resolve("alerts.log.spool"));
    try (LoopbackReceiver receiver =
        LoopbackReceiver.scripted((request, socket, out) -> socket.getInputStream().read())) {
      for (int i = 0; i < 5; i++) {
        try (Alerts alerts = alerts(receiver, Duration.ofMillis(300))) {
          for (int j = 0; j < 20; j++) {
            alerts.emit(Severity.INFO, "t", "m", Map.of());
          }
        }
        assertThat(Thread.getAllStackTraces().keySet())
            .extracting(Thread::getName)
            .doesNotContain("atocore-alerts-worker");
      }
    }
  }

  @Test
  void closed_leavesTheRestToTheNextProcess() throws Exception {
    List<String> ids;
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "")) {
      try (Alerts alerts = alerts(receiver, Duration.ofMinutes(1))) {
        alerts.emit(Severity.INFO, "t", "m", Map.of());
        ids = alerts.listUndelivered().stream().map(one -> one.alert().id()).toList();
      }
      receiver.now(LoopbackReceiver.answer(200, "", ""));
      try (Alerts alerts = alerts(receiver, Duration.ofMinutes(1))) {
        assertThat(alerts.flush().tried()).extracting(FlushReport.Line::alertId).isEqualTo(ids);
      }
    }
  }
}
