package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.SinkStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A receiver whose token is changed keeps its book; what waits for one that is gone is not lost.
 */
class NewTokenTest {
  private final Path folder;

  NewTokenTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Alerts alerts(String... urls) {
    AlertsBuilder builder =
        Alerts.builder().logFile(folder.resolve("alerts.log")).timeout(Duration.ofMinutes(1));
    for (String url : urls) {
      builder.webhook(url);
    }
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({
    "slack+%s/services/T/B/first, slack+%s/services/T/B/second",
    "discord+%s/api/webhooks/12/first?thread_id=5, discord+%s/api/webhooks/12/second?thread_id=5",
    "teams+%s/workflows/ab/triggers/manual/paths/invoke?sig=a,"
        + " teams+%s/workflows/ab/triggers/manual/paths/invoke?sig=b",
    "mattermost+%s/hooks/first, mattermost+%s/hooks/second",
    "pagerduty+%s/v2/enqueue?routing_key=a, pagerduty+%s/v2/enqueue?routing_key=b",
    "ntfy+%s/topic?auth=a, ntfy+%s/topic?auth=b",
    "json+%s/hook/first, json+%s/hook/second",
    "json+%s/in?token=a, json+%s/in?token=b",
    "json+%s/a1b2c3d4e5f6/in/x, json+%s/b1b2c3d4e5f6/in/x",
  })
  void bookIsKept(String before, String after) {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok()) {
      String url = receiver.url("");
      try (Alerts alerts = alerts(before.formatted(url))) {
        alerts.emit(AlertRequest.of(Severity.WARNING, "t", "m").withKey("k"));
        receiver.now(LoopbackReceiver.answer(503, "", ""));
        alerts.emit(Severity.WARNING, "waits", "m", Map.of());
      }
      receiver.now(LoopbackReceiver.answer(200, "", "ok"));
      try (Alerts alerts = alerts(after.formatted(url))) {
        String kind = before.substring(0, before.indexOf('+'));
        assertThat(Reports.outcome(alerts.resolve("k"), kind)).isEqualTo("delivered");
        alerts.flush();
        assertThat(alerts.listUndelivered()).isEmpty();
        assertThat(receiver.requests()).hasSize(4);
      }
    }
  }

  @Test
  void twoReceiversThatDifferByTheirTokens_areTwo() {
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts =
            alerts(
                "mattermost+" + receiver.url("/hooks/one"),
                "mattermost+" + receiver.url("/hooks/two"),
                "mattermost+" + receiver.url("/hooks/two"))) {
      alerts.emit(Severity.WARNING, "t", "m", Map.of());
      assertThat(receiver.requests())
          .extracting(LoopbackReceiver.Request::path)
          .containsExactlyInAnyOrder("/hooks/one", "/hooks/two");
      assertThat(alerts.warnings()).singleElement().asString().contains("set twice");
    }
  }

  @Test
  void whatIsStranded_isListedAndSentOnOrDropped() {
    String old;
    try (LoopbackReceiver receiver = LoopbackReceiver.answering(503, "");
        Alerts alerts = alerts("slack+" + receiver.url("/a/b"))) {
      alerts.emit(Severity.WARNING, "first", "m", Map.of());
      alerts.emit(AlertRequest.of(Severity.WARNING, "second", "m").withKey("k"));
      old = alerts.listUndelivered().get(0).sinkId();
    }
    try (Alerts none = alerts()) {
      assertThat(gone(none)).extracting(SinkStatus::waiting).containsExactly(2);
    }
    try (LoopbackReceiver receiver = LoopbackReceiver.ok();
        Alerts alerts = alerts("discord+" + receiver.url("/api/webhooks/1/t"))) {
      assertThat(gone(alerts)).extracting(SinkStatus::id).containsExactly(old);
      assertThatThrownBy(() -> alerts.sendOn(old, "nobody"))
          .isInstanceOf(AlertsException.class)
          .hasMessageContaining("no webhook has the id nobody");
      String id = alerts.sinks().get(2).id();

      assertThat(alerts.sendOn(old, id).delivered()).isEqualTo(2);
      assertThat(gone(alerts)).isEmpty();
      assertThat(receiver.requests()).hasSize(2);
      assertThatThrownBy(() -> alerts.drop(old)).isInstanceOf(AlertsException.class);

      receiver.now(LoopbackReceiver.answer(404, "", ""));
      alerts.emit(Severity.WARNING, "dead", "m", Map.of());
      assertThat(alerts.drop(id)).isEqualTo(1);
      assertThat(alerts.listUndelivered()).isEmpty();
    }
  }

  private static List<SinkStatus> gone(Alerts alerts) {
    return alerts.sinks().stream().filter(sink -> sink.kind().equals("gone")).toList();
  }
}
