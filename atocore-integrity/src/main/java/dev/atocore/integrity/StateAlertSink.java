package dev.atocore.integrity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.Alert;
import dev.atocore.alerts.AlertSink;
import dev.atocore.alerts.SinkResult;
import dev.atocore.core.AtoCoreException;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Keeps the last alert of each severity in the store, as {@code atocore/alert/last_info}, {@code
 * last_warning} and {@code last_critical}. Never makes a store: without one there is nothing to
 * keep it in.
 */
public final class StateAlertSink implements AlertSink {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int MOST_CONTEXT = 50;

  private final Path store;

  /** A sink that opens the store in that file for each alert, and only then. */
  public StateAlertSink(Path store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "state";
  }

  @Override
  public SinkResult deliver(Alert alert, Duration timeLeft) {
    if (!Files.exists(store)) {
      return SinkResult.skipped(name(), "there is no store yet");
    }
    // Another writer must not use up the time of the sinks after this one.
    Duration wait = timeLeft.dividedBy(2).plusMillis(1);
    try (MemoryStore open =
        MemoryStore.open(StoreOptions.of(store).existingOnly().busyTimeout(wait))) {
      open.state().set("atocore", "alert", "last_" + alert.severity().word(), json(alert));
      return SinkResult.delivered(name());
    } catch (AtoCoreException e) {
      return SinkResult.failed(name(), String.valueOf(e.getMessage()));
    }
  }

  private static String json(Alert alert) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", alert.id());
      json.writeStringField("timestamp", alert.timestamp());
      json.writeStringField("severity", alert.severity().word());
      json.writeStringField("status", alert.resolved() ? "resolved" : "firing");
      json.writeStringField("title", storable(alert.title()));
      json.writeStringField("message", storable(alert.message()));
      json.writeObjectFieldStart("context");
      int written = 0;
      for (Map.Entry<String, String> entry : alert.context().entrySet()) {
        if (written++ < MOST_CONTEXT) {
          json.writeStringField(storable(entry.getKey()), storable(entry.getValue()));
        }
      }
      json.writeEndObject();
      String key = alert.key();
      json.writeStringField("key", key == null ? null : storable(key));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  /** Cut to length, and with half surrogate pairs, which no database stores, replaced. */
  private static String storable(String text) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < text.length() && clean.length() < LONGEST_TEXT; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(Character.isSurrogate(c) ? '\ufffd' : c);
      }
    }
    return clean.toString();
  }
}
