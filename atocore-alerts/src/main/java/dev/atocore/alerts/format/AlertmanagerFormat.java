package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts for Alertmanager's API v2, one a request. Its identity of an alert is its labels, so they
 * hold the key and the severity and nothing that changes from night to night; all the rest is
 * annotations.
 */
final class AlertmanagerFormat implements Format {
  private static final int MAX_DESCRIPTION = 8_000;
  private static final int MAX_ANNOTATIONS = 30;

  private final Duration endsAfter;

  /** Takes how often a condition that lasts is repeated: it must not end in between. */
  AlertmanagerFormat(Duration repeat) {
    Duration nightly = Duration.ofHours(26);
    Duration slack = repeat.plusHours(2);
    this.endsAfter = slack.compareTo(nightly) > 0 ? slack : nightly;
  }

  @Override
  public String name() {
    return "alertmanager";
  }

  @Override
  public boolean foldsRepeats() {
    return true;
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    List<String> bodies = new ArrayList<>();
    bodies.add(body(alert, now));
    if (replaces != null && replaces != alert.severity()) {
      // Another severity is another alert there: the old one has to end.
      bodies.add(body(alert.as(replaces, AlertStatus.RESOLVED), now));
    }
    return bodies;
  }

  private String body(Alert alert, Instant now) {
    JsonWriter json = new JsonWriter().beginArray().begin();
    json.field("labels", labels(alert)).field("annotations", annotations(alert));
    json.field("startsAt", alert.ts());
    json.field("endsAt", alert.status() == AlertStatus.FIRING ? now.plus(endsAfter) : alert.ts());
    return json.end().endArray().toString();
  }

  private static Map<String, String> labels(Alert alert) {
    String key = alert.key();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "AtoCore");
    labels.put("severity", alert.severity().text());
    if (key == null) {
      labels.put("alert_id", alert.id());
    } else {
      labels.put("key", key);
    }
    return labels;
  }

  private static Map<String, String> annotations(Alert alert) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", Text.clip(alert.title(), 500, Escape.PLAIN));
    if (!alert.message().isBlank()) {
      annotations.put("description", Text.clip(alert.message(), MAX_DESCRIPTION, Escape.PLAIN));
    }
    annotations.put("alert_id", alert.id());
    for (Map.Entry<String, ?> entry : alert.context().entrySet()) {
      if (annotations.size() == MAX_ANNOTATIONS) {
        annotations.put("context_left_out", "more than " + MAX_ANNOTATIONS + " entries");
        break;
      }
      annotations.put(
          "context_" + name(entry.getKey()),
          Text.clip(Headline.value(entry.getValue()), 1_000, Escape.PLAIN));
    }
    return annotations;
  }

  /**
   * Alertmanager takes only letters, digits and underscores in a name, and refuses the whole alert
   * otherwise.
   */
  private static String name(String key) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < key.length() && i < 60; i++) {
      char c = key.charAt(i);
      name.append(c < 0x80 && Character.isLetterOrDigit(c) ? c : '_');
    }
    return name.toString();
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
