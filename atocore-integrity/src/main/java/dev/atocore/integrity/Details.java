package dev.atocore.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a finding's subject: a line for people, and named values for programs, which
 * are texts, whole numbers or lists of texts. Immutable. Texts come from the store and may hold
 * anything; whoever prints them escapes them.
 */
public final class Details {
  private static final String MESSAGE = "message";
  private static final int LONGEST_TEXT = 500;

  private final Map<String, Object> values;

  private Details(Map<String, Object> values) {
    this.values = values;
  }

  /** Details that say so much. */
  public static Details of(String message) {
    return new Details(Map.of()).and(MESSAGE, message);
  }

  /** These with a text; a long one is cut. Null adds nothing. */
  public Details with(String name, @Nullable String text) {
    return text == null ? this : and(name, shorten(text));
  }

  /** These with a number. */
  public Details with(String name, long number) {
    return and(name, number);
  }

  /** These with a list. */
  public Details with(String name, List<String> texts) {
    return and(name, List.copyOf(texts));
  }

  /** The line for people. */
  public String message() {
    return String.valueOf(values.get(MESSAGE));
  }

  /** All values in the order they were given, the message first. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Writes one object. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      json.writeFieldName(entry.getKey());
      if (entry.getValue() instanceof List<?> texts) {
        json.writeStartArray();
        for (Object text : texts) {
          json.writeString((String) text);
        }
        json.writeEndArray();
      } else if (entry.getValue() instanceof Long number) {
        json.writeNumber(number);
      } else {
        json.writeString((String) entry.getValue());
      }
    }
    json.writeEndObject();
  }

  /** Reads what {@link #write} wrote; the parser stands at the object's start. */
  static Details read(JsonParser json) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_ARRAY) {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
          texts.add(json.getText());
        }
        values.put(name, List.copyOf(texts));
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        values.put(name, json.getLongValue());
      } else if (token.isStructStart()) {
        json.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values.put(name, json.getText());
      }
    }
    return new Details(values);
  }

  private Details and(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Details(more);
  }

  private static String shorten(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = LONGEST_TEXT;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Details that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
