package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notification for Apprise's API server, which hands it on to the services that it keeps under a
 * key, and cuts it as each of them wants.
 */
final class AppriseFormat implements Format {
  private static final int MAX_TITLE = 250;
  private static final int MAX_BODY = 30_000;
  private static final int NO_CONTENT = 204;

  private final String tags;

  /** Takes the tags that choose among the services; all of them when there are none. */
  AppriseFormat(String tags) {
    this.tags = tags;
  }

  @Override
  public String name() {
    return "apprise";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String text = Text.clip(Headline.text(alert), MAX_BODY, Escape.UNMENTIONED).strip();
    JsonWriter json = new JsonWriter().begin();
    json.field("title", Text.clip(Headline.of(alert), MAX_TITLE, Escape.UNMENTIONED));
    json.field(
        "body",
        (text.isEmpty() ? "" : text + "\n\n")
            + Text.clip(Headline.footer(alert), MAX_TITLE, Escape.UNMENTIONED));
    json.field("type", type(alert)).field("format", "text");
    if (!tags.isEmpty()) {
      json.field("tag", tags);
    }
    return List.of(json.end().toString());
  }

  @Override
  public Map<String, String> headers(
      Alert alert, String body, Instant now, @Nullable String follows) {
    // Else it answers with a page that quotes its log.
    return Map.of("Content-Type", "application/json; charset=utf-8", "Accept", "application/json");
  }

  private static String type(Alert alert) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return "success";
    }
    return switch (alert.severity()) {
      case INFO -> "info";
      case WARNING -> "warning";
      case CRITICAL -> "failure";
    };
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    if (answer.status() == NO_CONTENT) {
      // The server's way to say that it told nobody.
      return new Attempt.Later("HTTP 204: Apprise keeps no service under that key", null, false);
    }
    return answer.byStatusUnless(answer.saysError(), now);
  }
}
