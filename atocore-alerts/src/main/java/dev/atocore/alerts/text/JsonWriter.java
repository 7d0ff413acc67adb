package dev.atocore.alerts.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON on one line. Control and bidirectional characters leave as escapes, so that no line
 * of a log can move the cursor or reverse the text on the terminal of the one who reads it. By
 * hand, because the log line is written on the path of every short command and jackson's generator
 * costs more to load than this takes to run. Not thread-safe.
 */
public final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(256);
  private boolean first = true;

  /** An object with these members. */
  public static String of(Map<String, ? extends @Nullable Object> members) {
    return new JsonWriter().value(members).toString();
  }

  public JsonWriter begin() {
    separate();
    out.append('{');
    first = true;
    return this;
  }

  public JsonWriter end() {
    out.append('}');
    first = false;
    return this;
  }

  public JsonWriter beginArray() {
    separate();
    out.append('[');
    first = true;
    return this;
  }

  public JsonWriter endArray() {
    out.append(']');
    first = false;
    return this;
  }

  /** Writes a member's name; its value comes next. */
  public JsonWriter name(String name) {
    separate();
    string(name);
    out.append(':');
    first = true;
    return this;
  }

  public JsonWriter field(String name, @Nullable Object value) {
    return name(name).value(value);
  }

  public JsonWriter value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      begin();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        field(String.valueOf(entry.getKey()), entry.getValue());
      }
      return end();
    }
    if (value instanceof Iterable<?> items) {
      beginArray();
      for (Object item : items) {
        value(item);
      }
      return endArray();
    }
    separate();
    if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      string(value.toString());
    }
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (Text.isHidden(c)) {
        out.append("\\u")
            .append(HEX[c >> 12])
            .append(HEX[(c >> 8) & 15])
            .append(HEX[(c >> 4) & 15])
            .append(HEX[c & 15]);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
