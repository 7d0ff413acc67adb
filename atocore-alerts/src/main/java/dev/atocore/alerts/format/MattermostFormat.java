package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.Json;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Mattermost attachment, within the length of a post. */
final class MattermostFormat implements Format {
  private static final int MAX_MESSAGE = 7_000;
  private static final int MAX_FIELD = 500;
  private static final int ROOM_FOR_FIELDS = 7_000;

  @Override
  public String name() {
    return "mattermost";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String title = Text.clip(Headline.of(alert), 300, Escape.MATTERMOST);
    JsonWriter json =
        new JsonWriter()
            .begin()
            .field("username", "AtoCore")
            .name("attachments")
            .beginArray()
            .begin();
    json.field("fallback", title).field("color", color(alert)).field("title", title);
    json.field("text", Text.clip(alert.message(), MAX_MESSAGE, Escape.MATTERMOST));
    json.name("fields").beginArray();
    int room = ROOM_FOR_FIELDS;
    int written = 0;
    for (Map.Entry<String, ?> entry : alert.context().entrySet()) {
      String name = Text.clip(entry.getKey(), 100, Escape.MATTERMOST);
      String value = Text.clip(Headline.value(entry.getValue()), MAX_FIELD, Escape.MATTERMOST);
      room -= name.length() + value.length();
      if (room < 0) {
        json.begin()
            .field("title", "…")
            .field("value", (alert.context().size() - written) + " more left out")
            .end();
        break;
      }
      json.begin()
          .field("title", name)
          .field("value", value)
          .field("short", value.length() <= 40)
          .end();
      written++;
    }
    json.endArray().field("footer", Text.clip(Headline.footer(alert), 300, Escape.MATTERMOST));
    return List.of(json.end().endArray().end().toString());
  }

  private static String color(Alert alert) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return "#2e7d32";
    }
    return switch (alert.severity()) {
      case INFO -> "#1976d2";
      case WARNING -> "#f9a825";
      case CRITICAL -> "#c62828";
    };
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    boolean denied = Json.object(answer.body()).get("status_code") != null;
    return answer.succeeded() && denied ? answer.denied() : answer.byStatus(now);
  }
}
