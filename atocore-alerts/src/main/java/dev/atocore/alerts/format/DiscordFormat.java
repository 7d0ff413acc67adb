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

/** One Discord embed, within all of Discord's limits, that mentions nobody. */
final class DiscordFormat implements Format {
  private static final int MAX_ALL = 6_000;
  private static final int MAX_TITLE = 256;
  private static final int MAX_DESCRIPTION = 4_096;
  private static final int MAX_FIELDS = 25;
  private static final int MAX_NAME = 256;
  private static final int MAX_VALUE = 1_024;

  @Override
  public String name() {
    return "discord";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String title = Text.clip(Headline.of(alert), MAX_TITLE, Escape.MARKDOWN);
    String footer = Headline.footer(alert);
    String description = Text.clip(alert.message(), MAX_DESCRIPTION, Escape.MARKDOWN);
    JsonWriter json = new JsonWriter().begin();
    json.field("username", "AtoCore");
    json.name("allowed_mentions").begin().name("parse").beginArray().endArray().end();
    json.name("embeds").beginArray().begin();
    json.field("title", title);
    if (!description.isEmpty()) {
      json.field("description", description);
    }
    json.field("color", color(alert)).field("timestamp", alert.ts());
    json.name("footer").begin().field("text", footer).end();
    fields(json, alert, MAX_ALL - title.length() - description.length() - footer.length());
    json.end().endArray().end();
    return List.of(json.toString());
  }

  private static void fields(JsonWriter json, Alert alert, int room) {
    int left = room;
    int written = 0;
    json.name("fields").beginArray();
    for (Map.Entry<String, ?> entry : alert.context().entrySet()) {
      String name = Headline.orDash(Text.clip(entry.getKey(), MAX_NAME, Escape.MARKDOWN));
      String value =
          Headline.orDash(Text.clip(Headline.value(entry.getValue()), MAX_VALUE, Escape.MARKDOWN));
      boolean last = written == MAX_FIELDS - 1 && alert.context().size() > MAX_FIELDS;
      // The note of what is left out takes a field, and room, of its own.
      if (last || name.length() + value.length() > left - 60) {
        if (left >= 60) {
          String note = (alert.context().size() - written) + " more left out";
          json.begin().field("name", "…").field("value", note).end();
        }
        break;
      }
      json.begin()
          .field("name", name)
          .field("value", value)
          .field("inline", value.length() <= 40)
          .end();
      left -= name.length() + value.length();
      written++;
    }
    json.endArray();
  }

  private static int color(Alert alert) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return 0x2e7d32;
    }
    return switch (alert.severity()) {
      case INFO -> 0x1976d2;
      case WARNING -> 0xf9a825;
      case CRITICAL -> 0xc62828;
    };
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    // With wait=true the answer is the message that was made; an error carries a code and no id.
    Map<?, ?> json = Json.object(answer.body());
    boolean denied = json.get("code") != null && json.get("id") == null;
    return answer.succeeded() && denied ? answer.denied() : answer.byStatus(now);
  }
}
