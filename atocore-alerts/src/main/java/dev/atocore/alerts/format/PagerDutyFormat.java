package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.Digests;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of PagerDuty's Events API v2: trigger, or resolve under the same dedup_key. */
final class PagerDutyFormat implements Format {
  private static final int MAX_SUMMARY = 1_024;
  private static final int MAX_DEDUP_KEY = 255;
  private static final int MAX_DETAILS_BYTES = 200_000;

  private final String routingKey;

  PagerDutyFormat(String routingKey) {
    this.routingKey = routingKey;
  }

  @Override
  public String name() {
    return "pagerduty";
  }

  @Override
  public List<String> bodies(Alert whole, Instant now, @Nullable Severity replaces) {
    Alert alert = AlertJson.fit(whole, MAX_DETAILS_BYTES);
    String key = alert.key();
    JsonWriter json = new JsonWriter().begin().field("routing_key", routingKey);
    json.field("event_action", alert.status() == AlertStatus.FIRING ? "trigger" : "resolve");
    // Without a key the alert's own id: a second delivery of the same alert then opens no second
    // incident.
    json.field("dedup_key", key == null ? alert.id() : dedupKey(key));
    json.field("client", "AtoCore");
    json.name("payload").begin();
    json.field("summary", Text.clip(Text.oneLine(alert.title()), MAX_SUMMARY))
        .field("source", "atocore");
    json.field("severity", alert.severity().text()).field("timestamp", alert.ts());
    json.name("custom_details")
        .begin()
        .field("message", alert.message())
        .field("context", alert.context());
    json.field("alert_id", alert.id()).end().end().end();
    return List.of(json.toString());
  }

  /** Two long keys that differ only at the end must not become one. */
  private static String dedupKey(String key) {
    return key.length() <= MAX_DEDUP_KEY ? key : Digests.sha256(key);
  }

  @Override
  public boolean staysOpen() {
    return true;
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    return answer.byStatusUnless(answer.saysError(), now);
  }
}
