package dev.atocore.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts as JSON, with every character that could harm a terminal written as an escape. */
final class AlertJson {
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder().characterEscapes(new HarmlessEscapes()).build();

  private AlertJson() {}

  /**
   * One object on one line: {@code id, ts, severity, requested_severity, status, title, message,
   * context, key}.
   */
  static String write(Alert alert, int maxMessage) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeStringField("id", alert.id());
          json.writeStringField("ts", alert.timestamp());
          json.writeStringField("severity", alert.severity().word());
          json.writeStringField("requested_severity", clean(alert.requestedSeverity(), 100));
          json.writeStringField("status", alert.resolved() ? "resolved" : "firing");
          json.writeStringField("title", clean(alert.title(), 1000));
          json.writeStringField("message", clean(alert.message(), maxMessage));
          json.writeObjectFieldStart("context");
          int left = maxMessage;
          for (Map.Entry<String, String> entry : alert.context().entrySet()) {
            String value = clean(entry.getValue(), left);
            left -= value.length() + entry.getKey().length();
            if (left < 0) {
              json.writeStringField("cut", "more context did not fit");
              break;
            }
            json.writeStringField(clean(entry.getKey(), 200), value);
          }
          json.writeEndObject();
          String key = alert.key();
          json.writeStringField("key", key == null ? null : clean(key, 500));
          json.writeEndObject();
        });
  }

  static String clean(String text, int max) {
    return PlainText.cut(PlainText.wellFormed(text), max);
  }

  static String text(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  /** What to write. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static final class HarmlessEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
      codes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return c >= 0x80 && c <= 0xffff && PlainText.harmful((char) c)
          ? new SerializedString("\\u" + String.format("%04x", c))
          : null;
    }
  }
}
