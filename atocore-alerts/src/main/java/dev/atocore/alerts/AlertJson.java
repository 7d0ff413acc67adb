package dev.atocore.alerts;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one JSON form of an alert: in the log, in the spool and in generic webhooks. */
final class AlertJson {
  private AlertJson() {}

  static void write(JsonText json, Alert alert) {
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
   * Returns the alert with its message, then its context, cut until its JSON takes at most {@code
   * maxBytes}.
   */
  static Alert fit(Alert alert, int maxBytes) {
    Alert fitted = alert;
    while (bytes(fitted) > maxBytes) {
      if (fitted.message().length() > 256) {
        fitted =
            with(
                fitted,
                Text.clip(fitted.message(), Math.max(256, fitted.message().length() / 2)),
                fitted.context());
      } else {
        return with(fitted, fitted.message(), Map.of("…", "context left out, too long"));
      }
    }
    return fitted;
  }

  private static int bytes(Alert alert) {
    JsonText json = new JsonText().begin();
    write(json, alert);
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
  static @Nullable Alert read(Map<?, ?> json) {
    String id = Json.string(json, "id");
    Instant ts = instant(json, "ts");
    String title = Json.string(json, "title");
    if (id == null || ts == null || title == null) {
      return null;
    }
    Severity.Parsed severity = Severity.parse(Json.string(json, "severity"));
    String requested = Json.string(json, "requested_severity");
    String message = Json.string(json, "message");
    return new Alert(
        id,
        ts,
        severity.severity(),
        requested == null ? severity.requested() : requested,
        "resolved".equals(json.get("status")) ? AlertStatus.RESOLVED : AlertStatus.FIRING,
        title,
        message == null ? "" : message,
        ContextCopy.of(json.get("context") instanceof Map<?, ?> context ? context : Map.of()),
        Json.string(json, "fingerprint"));
  }

  /** Returns the time under {@code name}; null when there is none. */
  static @Nullable Instant instant(Map<?, ?> json, String name) {
    String text = Json.string(json, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
