package dev.atocore.integrity.alert;

import static java.nio.charset.StandardCharsets.UTF_16;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last alert of one severity, as the store keeps it. Texts may be anything.
 *
 * @param id the alert's id
 * @param timestamp when it was raised, ISO-8601 UTC
 * @param severity the severity's word
 * @param status {@code firing} or {@code resolved}
 * @param title one line
 * @param message what happened
 * @param context names and values, in order
 * @param key names the condition; null for a single event
 */
public record LastAlert(
    String id,
    String timestamp,
    String severity,
    String status,
    String title,
    String message,
    Map<String, String> context,
    @Nullable String key) {
  static final String CATEGORY = "alert";

  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int MOST_CONTEXT = 50;

  /** Copies the context. */
  public LastAlert {
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /** The last alert of that severity; empty when there was none. */
  public static Optional<LastAlert> of(MemoryStore store, Severity severity) {
    return store
        .state()
        .get(State.OWN, CATEGORY, stateKey(severity))
        .map(StateValue::value)
        .flatMap(LastAlert::parse);
  }

  /** Writes one object: {@code id, timestamp, severity, status, title, message, context, key}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("timestamp", timestamp);
    json.writeStringField("severity", severity);
    json.writeStringField("status", status);
    json.writeStringField("title", title);
    json.writeStringField("message", message);
    json.writeObjectFieldStart("context");
    for (Map.Entry<String, String> entry : context.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeStringField("key", key);
    json.writeEndObject();
  }

  static String stateKey(Severity severity) {
    return "last_" + severity.text();
  }

  /** What the store keeps of an alert: texts cut to length and made storable. */
  static LastAlert from(Alert alert) {
    Map<String, String> context = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : alert.context().entrySet()) {
      if (context.size() < MOST_CONTEXT) {
        context.put(storable(entry.getKey()), storable(String.valueOf(entry.getValue())));
      }
    }
    String key = alert.key();
    return new LastAlert(
        alert.id(),
        Times.format(alert.ts()),
        alert.severity().text(),
        alert.status().text(),
        storable(alert.title()),
        storable(alert.message()),
        context,
        key == null ? null : storable(key));
  }

  String json() {
    return JsonRecord.write(this::write);
  }

  private static Optional<LastAlert> parse(String text) {
    JsonRecord fields = JsonRecord.parse(text);
    String title = fields.scalar("title");
    if (title == null) {
      return Optional.empty();
    }
    Map<String, String> texts = fields.scalars();
    return Optional.of(
        new LastAlert(
            texts.getOrDefault("id", ""),
            texts.getOrDefault("timestamp", ""),
            texts.getOrDefault("severity", ""),
            texts.getOrDefault("status", "firing"),
            title,
            texts.getOrDefault("message", ""),
            fields.object("context").scalars(),
            texts.get("key")));
  }

  /** Cut to length, and with half surrogate pairs, which no database stores, replaced. */
  private static String storable(String text) {
    return new String(TextRules.start(text, LONGEST_TEXT).getBytes(UTF_16), UTF_16);
  }
}
