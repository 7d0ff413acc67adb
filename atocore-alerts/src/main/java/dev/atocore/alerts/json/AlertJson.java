package dev.atocore.alerts.json;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.CleanContext;
import dev.atocore.alerts.text.ContextCopy;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one JSON form of an alert: in the log, in the spool and in generic webhooks. */
public final class AlertJson {
  private static final int LONGEST_VALUE = 2_048;
  private static final int SHORTEST_VALUE = 64;
  private static final int SHORTEST_MESSAGE = 256;

  /** What the names, the time, the severity and the status take, and more. */
  private static final int ROOM_FOR_NAMES = 400;

  /** What a number takes with its comma, and more. */
  private static final int LONGEST_NUMBER = 32;

  private AlertJson() {}

  public static void write(JsonWriter json, Alert alert) {
    json.field("id", alert.id())
        .field("ts", alert.ts())
        .field("severity", alert.severity().text())
        .field("requested_severity", alert.requestedSeverity())
        .field("status", alert.status().text())
        .field("title", alert.title())
        .field("message", alert.message())
        .field("context", alert.context())
        .field("fingerprint", alert.key());
  }

  /**
   * The alert with its message and the values of its context cut, in the end without its context,
   * until its JSON takes at most {@code maxBytes}.
   */
  public static Alert fit(Alert alert, int maxBytes) {
    if (most(alert) <= maxBytes) {
      return alert;
    }
    Alert fitted = alert;
    int message = alert.message().length();
    for (int value = LONGEST_VALUE; bytes(fitted) > maxBytes; value /= 2) {
      if (value < SHORTEST_VALUE && message <= SHORTEST_MESSAGE) {
        return with(
            fitted, fitted.message(), Map.of("…", alert.context().size() + " left out, too long"));
      }
      // Cut anew from the whole, so that the note of what is missing counts from there.
      message = Math.max(SHORTEST_MESSAGE, message / 2);
      fitted =
          with(
              alert,
              Text.clip(alert.message(), message),
              CleanContext.shortened(alert.context(), Math.max(SHORTEST_VALUE, value)));
    }
    return fitted;
  }

  /** No less than the JSON takes, and much cheaper than to write it. */
  private static long most(Alert alert) {
    return ROOM_FOR_NAMES
        + most(alert.id())
        + most(alert.requestedSeverity())
        + most(alert.title())
        + most(alert.message())
        + most(alert.context())
        + most(alert.key());
  }

  private static long most(@Nullable Object value) {
    long sum = LONGEST_NUMBER;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += most(entry.getKey()) + most(entry.getValue());
      }
    } else if (value instanceof List<?> items) {
      for (Object item : items) {
        sum += most(item);
      }
    } else if (value instanceof String text) {
      // An escape takes six bytes, anything else three at most.
      sum += 6L * text.length();
    }
    return sum;
  }

  private static int bytes(Alert alert) {
    JsonWriter json = new JsonWriter().begin();
    write(json, alert);
    json.end();
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static Alert with(Alert alert, String message, Map<String, @Nullable Object> context) {
    return new Alert(
        alert.id(),
        alert.ts(),
        alert.severity(),
        alert.requestedSeverity(),
        alert.status(),
        alert.title(),
        message,
        context,
        alert.key());
  }

  /** Reads an alert back; null when the object is not one. Unknown members are left aside. */
  public static @Nullable Alert read(Map<?, ?> json) {
    String id = JsonReader.string(json, "id");
    Instant ts = instant(json, "ts");
    String title = JsonReader.string(json, "title");
    if (id == null || ts == null || title == null) {
      return null;
    }
    Severity.Parsed severity = Severity.parse(JsonReader.string(json, "severity"));
    String requested = JsonReader.string(json, "requested_severity");
    String message = JsonReader.string(json, "message");
    return new Alert(
        id,
        ts,
        severity.severity(),
        requested == null ? severity.requested() : requested,
        "resolved".equals(json.get("status")) ? AlertStatus.RESOLVED : AlertStatus.FIRING,
        title,
        message == null ? "" : message,
        ContextCopy.of(json.get("context") instanceof Map<?, ?> context ? context : Map.of()),
        JsonReader.string(json, "fingerprint"));
  }

  /** The time under {@code name}; null when there is none. */
  public static @Nullable Instant instant(Map<?, ?> json, String name) {
    String text = JsonReader.string(json, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
