package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.FlushReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One notification a condition and sink: the first, a rise, a repeat when it is due, and the end.
 */
class KeysTest {
  private final Path folder;
  private final MovableClock clock = new MovableClock();
  private final LoopbackReceiver receiver = LoopbackReceiver.ok();

  KeysTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path log() {
    return folder.resolve("alerts.log");
  }

  private Path spool() {
    return folder.resolve("alerts.log.spool");
  }

  private Alerts alerts(String... urls) {
    AlertsBuilder builder =
        Alerts.builder().logFile(log()).clock(clock).timeout(Duration.ofMinutes(1));
    for (String url : urls) {
      builder.webhook(url);
    }
    return builder.build();
  }

  private static AlertRequest request(Severity severity, String key) {
    return AlertRequest.of(severity, "Disk is full", "m").withKey(key);
  }

  private static String told(Alerts alerts, Severity severity, String key) {
    return Reports.outcome(alerts.emit(request(severity, key)), "json");
  }

  /** Type and severity of each request so far. */
  private List<String> heard() {
    List<String> heard = new ArrayList<>();
    for (LoopbackReceiver.Request request : receiver.requests()) {
      heard.add(
          Dig.text(request.json(), "data", "status")
              + " "
              + Dig.text(request.json(), "data", "severity"));
    }
    return heard;
  }

  @Test
  void sameKey_isToldOnceAndWhenItRises() {
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("skipped");
      assertThat(told(alerts, Severity.CRITICAL, "k")).isEqualTo("delivered");
      assertThat(told(alerts, Severity.WARNING, "k")).isEqualTo("skipped");
      assertThat(told(alerts, Severity.INFO, "other")).isEqualTo("delivered");

      assertThat(heard()).containsExactly("firing info", "firing critical", "firing info");
      assertThat(alerts.log().recent(null, 10)).as("the log hears each").hasSize(5);
      assertThat(alerts.log().recent(null, 10).get(1).sinks().toString())
          .contains("told already at");
    }
  }

  @Test
  void withoutAKey_everyAlertIsTold() {
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      alerts.emit(Severity.INFO, "t", "m", Map.of());
      alerts.emit(Severity.INFO, "t", "m", Map.of());
    }
    assertThat(receiver.requests()).hasSize(2);
    assertThat(spool().resolve("state")).doesNotExist();
  }

  @Test
  void conditionThatHolds_isToldAgainAfterADayLessSlack() {
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      told(alerts, Severity.INFO, "k");
      clock.move(Duration.ofHours(22));
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("skipped");
      clock.move(Duration.ofMinutes(61));
      assertThat(told(alerts, Severity.INFO, "k"))
          .as("a nightly job that starts a little earlier than last night")
          .isEqualTo("delivered");
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("skipped");
    }
  }

  @Test
  void repeatInterval_canBeSet() {
    try (Alerts alerts =
        Alerts.builder()
            .logFile(log())
            .clock(clock)
            .webhook(receiver.url("/j"))
            .repeat(Duration.ofHours(1))
            .timeout(Duration.ofMinutes(1))
            .build()) {
      told(alerts, Severity.INFO, "k");
      clock.move(Duration.ofMinutes(58));
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");
    }
  }

  @Test
  void resolve_isToldOnceAndOnlyToThoseWhoWereTold() {
    try (Alerts alerts = alerts(receiver.url("/j"), receiver.url("/loud") + "#min=critical")) {
      assertThat(alerts.resolve("k").allSkipped()).as("it had not fired").isTrue();
      assertThat(log()).doesNotExist();
      alerts.emit(request(Severity.WARNING, "k"));

      AlertReport over = alerts.resolve("k");
      assertThat(over.alert().title()).isEqualTo("Disk is full");
      assertThat(Reports.outcome(over, "log")).isEqualTo("delivered");
      assertThat(heard()).containsExactly("firing warning", "resolved warning");
      assertThat(receiver.requests()).extracting(LoopbackReceiver.Request::path).containsOnly("/j");
      assertThat(alerts.resolve("k").allSkipped()).isTrue();
      assertThat(told(alerts, Severity.WARNING, "k")).as("it is new again").isEqualTo("delivered");
    }
  }

  @Test
  void anotherProcess_knowsWhatWasTold() {
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      told(alerts, Severity.INFO, "k");
    }
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("skipped");
      assertThat(Reports.outcome(alerts.resolve("k"), "json")).isEqualTo("delivered");
    }
  }

  @Test
  void state_advancesOnlyAfterThatSinksSuccess() {
    try (LoopbackReceiver broken = LoopbackReceiver.answering(503, "");
        Alerts alerts = alerts("slack+" + broken.url("/s"), receiver.url("/j"))) {
      AlertReport first = alerts.emit(request(Severity.INFO, "k"));
      assertThat(Reports.outcome(first, "slack")).isEqualTo("kept");
      assertThat(Reports.outcome(first, "json")).isEqualTo("delivered");

      AlertReport second = alerts.emit(request(Severity.INFO, "k"));
      assertThat(Reports.of(second, "slack").reason()).isEqualTo("already on its way");
      assertThat(Reports.of(second, "json").reason()).startsWith("told already at");

      broken.now(LoopbackReceiver.answer(200, "", "ok"));
      assertThat(alerts.flush().delivered()).isEqualTo(1);
      assertThat(broken.requests().get(1).body()).contains(first.alert().id());
      assertThat(Reports.of(alerts.emit(request(Severity.INFO, "k")), "slack").reason())
          .startsWith("told already at");
      assertThat(broken.requests()).hasSize(2);
    }
  }

  @Test
  void whatAnotherProcessToldMeanwhile_isNotToldAgain() throws IOException {
    receiver.now(LoopbackReceiver.answer(503, "", ""));
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      told(alerts, Severity.INFO, "k");
      clock.move(Duration.ofSeconds(1));
      // Two processes that could not see each other's state.
      overwriteState("");
      receiver.now(LoopbackReceiver.answer(200, "", ""));
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");

      alerts.flush();
      assertThat(heard()).containsExactly("firing info", "firing info");
      assertThat(alerts.listUndelivered()).isEmpty();
    }
  }

  @Test
  void refusedForGood_isSaidAgainNextTime() {
    receiver.now(LoopbackReceiver.answer(404, "", ""));
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("failed");
      receiver.now(LoopbackReceiver.answer(200, "", ""));
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");
    }
  }

  @Test
  void resolveAndRise_waitForWhatWasSaidFirst() {
    receiver.now(LoopbackReceiver.answer(503, "", ""));
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      told(alerts, Severity.WARNING, "k");
      // Each later one has an earlier time, so that order by time would be the wrong order.
      clock.move(Duration.ofMinutes(-1));
      assertThat(told(alerts, Severity.CRITICAL, "k")).isEqualTo("kept");
      clock.move(Duration.ofMinutes(-1));
      assertThat(Reports.of(alerts.resolve("k"), "json").reason())
          .isEqualTo("waits for an earlier alert of the same key");
      clock.move(Duration.ofMinutes(-1));
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("kept");
      int before = receiver.requests().size();

      receiver.now(LoopbackReceiver.answer(200, "", ""));
      assertThat(alerts.flush().delivered()).isEqualTo(4);
      assertThat(heard().subList(before, before + 4))
          .containsExactly("firing warning", "firing critical", "resolved critical", "firing info");
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("skipped");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "not json",
        "[]",
        "{\"key\":\"other\",\"sinks\":{}}",
        "{\"key\":\"k\"}",
        "{\"key\":\"k\",\"sinks\":{\"SINK\":7}}",
        "{\"key\":\"k\",\"sinks\":{\"SINK\":{\"severity\":\"loud\",\"at\":\"2026-11-25T03:00:00Z\"}}}",
        "{\"key\":\"k\",\"sinks\":{\"SINK\":{\"severity\":\"info\",\"at\":\"yesterday\"}}}",
        "{\"key\":\"k\",\"sinks\":{\"SINK\":{\"pending\":\"../../x~y.json\",\"pending_severity\":\"info\"}}}",
        "{\"key\":\"k\",\"sinks\":{\"SINK\":{\"pending\":\"\\u0000~.json\"}}}",
        "{\"key\":\"k\",\"sinks\":{\"SINK\":{\"pending\":\"gone~json-1.json\",\"pending_severity\":\"info\"}}}"
      })
  void stateThatMakesNoSense_isNoReasonForSilence(String state) throws IOException {
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      told(alerts, Severity.INFO, "k");
      overwriteState(state.replace("SINK", alerts.sinks().get(2).id()));

      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");
      assertThat(told(alerts, Severity.INFO, "k")).as("and then it is known").isEqualTo("skipped");
    }
  }

  @Test
  void unreadableState_letsAResolveThrough() throws IOException {
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      told(alerts, Severity.INFO, "k");
      overwriteState("garbage");

      assertThat(Reports.outcome(alerts.resolve("k"), "json")).isEqualTo("delivered");
    }
  }

  private void overwriteState(String text) throws IOException {
    try (Stream<Path> files = Files.list(spool().resolve("state"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
        Files.writeString(file, text);
      }
    }
  }

  @Test
  void stateFolderInTheWay_isNoReasonForSilence() throws IOException {
    Files.createDirectories(spool());
    Files.createFile(spool().resolve("state"));
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");
    }
  }

  @Test
  void clockSetBack_isNoReasonForSilence() {
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      clock.move(Duration.ofDays(3650));
      told(alerts, Severity.INFO, "k");
      clock.move(Duration.ofDays(-3650));

      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("delivered");
      assertThat(told(alerts, Severity.INFO, "k")).isEqualTo("skipped");
    }
  }

  @Test
  void clockSetBack_doesNotLockTheSpoolForYears() {
    receiver.now(LoopbackReceiver.answer(429, "Retry-After: 3600\r\n", ""));
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      clock.move(Duration.ofDays(3650));
      told(alerts, Severity.INFO, "k");
      clock.move(Duration.ofDays(-3650));
      receiver.now(LoopbackReceiver.answer(200, "", ""));

      assertThat(alerts.flush().delivered()).isEqualTo(1);
    }
  }

  @Test
  void clockSetForward_givesUpLoudlyAndLosesNothing() {
    receiver.now(LoopbackReceiver.answer(503, "", ""));
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      AlertReport report = alerts.emit(request(Severity.INFO, "k"));
      clock.move(Duration.ofDays(8));
      FlushReport flushed = alerts.flush();

      assertThat(flushed.tried().get(0).result().reason())
          .startsWith("given up after 7 days: HTTP 503");
      assertThat(flushed.dead()).isEqualTo(1);
      receiver.now(LoopbackReceiver.answer(200, "", ""));
      assertThat(alerts.retry(report.alert().id()).delivered()).isEqualTo(1);
    }
  }

  @Test
  void keyOfAnyKind_isAKey() {
    String[] keys = {
      "", "../../etc/passwd", "a\nb", "\ud800", "k".repeat(100_000), "~x~.json", "."
    };
    try (Alerts alerts = alerts(receiver.url("/j"))) {
      for (String key : keys) {
        assertThat(told(alerts, Severity.INFO, key)).isEqualTo("delivered");
        assertThat(told(alerts, Severity.INFO, key)).isEqualTo("skipped");
        assertThat(Reports.outcome(alerts.resolve(key), "json")).isEqualTo("delivered");
      }
    }
  }
}
