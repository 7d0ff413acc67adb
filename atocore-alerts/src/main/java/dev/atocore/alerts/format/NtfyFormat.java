package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ntfy message as JSON to the server's root. The whole document stays within 4,096 bytes, the
 * server's limit for the message in it: a longer one would arrive as an attached file.
 */
final class NtfyFormat implements Format {
  private static final int MAX_BYTES = 4_096;
  private static final int MAX_TITLE_BYTES = 250;

  private final String topic;

  NtfyFormat(String topic) {
    this.topic = topic;
  }

  @Override
  public String name() {
    return "ntfy";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String visible = Text.clip(Headline.orDash(Headline.text(alert)), 1 << 20, Escape.PLAIN);
    int room = MAX_BYTES;
    String body = body(alert, Text.clipUtf8(visible, room));
    for (int over = over(body); over > 0; over = over(body)) {
      // JSON takes at most two bytes for one of these.
      room -= (over + 1) / 2;
      body = body(alert, Text.clipUtf8(visible, room));
    }
    return List.of(body);
  }

  private static int over(String body) {
    return body.getBytes(StandardCharsets.UTF_8).length - MAX_BYTES;
  }

  private String body(Alert alert, String message) {
    JsonWriter json = new JsonWriter().begin().field("topic", topic);
    json.field("title", Text.clipUtf8(Text.oneLine(Headline.of(alert)), MAX_TITLE_BYTES));
    json.field("message", message);
    json.field("priority", priority(alert)).field("tags", List.of(tag(alert))).end();
    return json.toString();
  }

  private static int priority(Alert alert) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return 3;
    }
    return switch (alert.severity()) {
      case INFO -> 3;
      case WARNING -> 4;
      case CRITICAL -> 5;
    };
  }

  private static String tag(Alert alert) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return "white_check_mark";
    }
    return switch (alert.severity()) {
      case INFO -> "information_source";
      case WARNING -> "warning";
      case CRITICAL -> "rotating_light";
    };
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    return answer.byStatusUnless(answer.saysError(), now);
  }
}
