package dev.atocore.core.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that the program keeps as JSON in the store's state. Another program may have written
 * there: a field that is of another kind than asked for counts as not there. Not for what is
 * hashed.
 */
public final class JsonRecord {
  /** Reads and writes JSON as it is, duplicate names too. */
  public static final JsonFactory FACTORY = new JsonFactory();

  private final Map<?, ?> values;

  private JsonRecord(Map<?, ?> values) {
    this.values = values;
  }

  /** The record in a text; one without fields when it is no JSON object. */
  public static JsonRecord parse(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      return record(value(json, json.nextToken()));
    } catch (IOException e) {
      return record(null);
    }
  }

  /** The records of a list in a text; none when it is no JSON array. */
  public static List<JsonRecord> parseList(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      return records(value(json, json.nextToken()));
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The record in a stream; one without fields when it is no JSON object.
   *
   * @throws IOException if the stream cannot be read
   */
  public static JsonRecord read(InputStream in) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      return record(value(json, json.nextToken()));
    } catch (JacksonException e) {
      return record(null);
    }
  }

  /**
   * The record that a reader of a longer document has come to; one without fields when it has come
   * to something else.
   *
   * @throws IOException if it cannot be read to its end
   */
  public static JsonRecord next(JsonParser json) throws IOException {
    return record(value(json, json.currentToken()));
  }

  /** As text what is written. */
  public static String write(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  /** Something that becomes JSON. */
  @FunctionalInterface
  public interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  /** Texts, longs, doubles, lists and maps of them; true and false as texts. Null is left out. */
  private static @Nullable Object value(JsonParser json, @Nullable JsonToken token)
      throws IOException {
    if (token == null || token == JsonToken.VALUE_NULL) {
      return null;
    }
    switch (token) {
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (JsonToken t = json.nextToken();
            t != null && t != JsonToken.END_ARRAY;
            t = json.nextToken()) {
          Object item = value(json, t);
          if (item != null) {
            items.add(item);
          }
        }
        return Collections.unmodifiableList(items);
      }
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          Object field = value(json, json.nextToken());
          if (field != null) {
            fields.put(name, field);
          }
        }
        return Collections.unmodifiableMap(fields);
      }
      case VALUE_NUMBER_INT -> {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? json.getText()
            : (Object) json.getLongValue();
      }
      case VALUE_NUMBER_FLOAT -> {
        return json.getDoubleValue();
      }
      default -> {
        return json.getText();
      }
    }
  }

  private static JsonRecord record(@Nullable Object value) {
    return new JsonRecord(value instanceof Map<?, ?> map ? map : Map.of());
  }

  private static List<JsonRecord> records(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(item -> item instanceof Map).map(JsonRecord::record).toList()
        : List.of();
  }

  /** All fields in their order. */
  public Map<?, ?> values() {
    return values;
  }

  /** A text; null when it is not there. */
  public @Nullable String text(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  public String text(String name, String otherwise) {
    return values.get(name) instanceof String text ? text : otherwise;
  }

  /** The text, or the number as it would be printed; null when there is neither. */
  public @Nullable String scalar(String name) {
    Object value = values.get(name);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }

  public long number(String name, long otherwise) {
    return values.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  public double decimal(String name, double otherwise) {
    return values.get(name) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /** Whether it is there and true. */
  public boolean flag(String name) {
    return "true".equals(values.get(name));
  }

  /** The fields of an object; none when it is not there. */
  public JsonRecord object(String name) {
    return record(values.get(name));
  }

  /** The objects of a list; none when it is not there. */
  public List<JsonRecord> objects(String name) {
    return records(values.get(name));
  }

  /** The whole numbers among the fields, in their order. */
  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value instanceof Long number) {
            numbers.put((String) name, number);
          }
        });
    return numbers;
  }

  /** The fields that are texts or numbers, as texts, in their order. */
  public Map<String, String> scalars() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value instanceof String || value instanceof Number) {
            texts.put((String) name, value.toString());
          }
        });
    return texts;
  }
}
