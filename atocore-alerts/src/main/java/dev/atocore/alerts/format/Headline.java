package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that every chat format shares. */
final class Headline {
  private Headline() {}

  /** The title with its severity or the news that it is over. */
  static String of(Alert alert) {
    return switch (alert.status()) {
      case FIRING -> "[" + alert.severity().text().toUpperCase(Locale.ROOT) + "] " + alert.title();
      case RESOLVED -> "[RESOLVED] " + alert.title();
    };
  }

  /** The small print: enough to find the alert in the log. */
  static String footer(Alert alert) {
    String key = alert.key();
    return "AtoCore · "
        + alert.id()
        + (key == null ? "" : " · " + Text.clip(Text.oneLine(key), 100));
  }

  /** The message, and the context one entry a line. */
  static String text(Alert alert) {
    StringBuilder text = new StringBuilder(alert.message());
    for (Map.Entry<String, ?> entry : alert.context().entrySet()) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(entry.getKey())
          .append(": ")
          .append(value(entry.getValue()));
    }
    return text.toString();
  }

  /** A context value in words. */
  static String value(@Nullable Object value) {
    return value instanceof Map<?, ?> || value instanceof List<?>
        ? new JsonWriter().value(value).toString()
        : String.valueOf(value);
  }

  /** The text, or a dash: receivers refuse an empty one. */
  static String orDash(String text) {
    return text.isBlank() ? "—" : text;
  }

  /** The color of the alert, as red, green and blue. */
  static int color(Alert alert) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return 0x2e7d32;
    }
    return switch (alert.severity()) {
      case INFO -> 0x1976d2;
      case WARNING -> 0xf9a825;
      case CRITICAL -> 0xc62828;
    };
  }
}
