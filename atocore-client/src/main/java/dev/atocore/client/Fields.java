package dev.atocore.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, each asked for as what it should be. */
final class Fields {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, @Nullable Object> values;

  private Fields(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** Of an answer that has no body. */
  static Fields none() {
    return new Fields(Map.of());
  }

  /** All of them; what is null is left out. */
  Map<String, Object> all() {
    return withoutNulls(values);
  }

  /** The object in that text. */
  static Fields parse(String json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "not an object");
      }
      return new Fields(object(parser));
    }
  }

  /** These fields as an object. */
  static String json(Map<String, ?> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, fields);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + e.getMessage(), e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writePOJO(value);
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return Collections.unmodifiableMap(fields);
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return Collections.unmodifiableList(items);
  }

  String text(String name) {
    return as(String.class, name);
  }

  @Nullable String textOrNull(String name) {
    return values.get(name) == null ? null : text(name);
  }

  @Nullable Double numberOrNull(String name) {
    return values.get(name) == null ? null : as(Number.class, name).doubleValue();
  }

  long count(String name) {
    return as(Number.class, name).longValue();
  }

  long countOrZero(String name) {
    return values.get(name) == null ? 0 : count(name);
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  @Nullable Object valueOrNull(String name) {
    return values.get(name);
  }

  /** With nulls left out, which the store keeps in no map. */
  Map<String, Object> map(String name) {
    return withoutNulls((Map<?, ?>) as(Map.class, name));
  }

  private static Map<String, Object> withoutNulls(Map<?, ? extends @Nullable Object> fields) {
    Map<String, Object> map = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            map.put((String) name, value);
          }
        });
    return Collections.unmodifiableMap(map);
  }

  List<String> texts(String name) {
    return items(name, String.class).toList();
  }

  List<Long> counts(String name) {
    return items(name, Number.class).map(Number::longValue).toList();
  }

  @SuppressWarnings("unchecked") // every object was read as such a map
  <T> List<T> list(String name, Function<Fields, T> each) {
    return items(name, Map.class)
        .map(item -> each.apply(new Fields((Map<String, @Nullable Object>) item)))
        .toList();
  }

  private <T> Stream<T> items(String name, Class<T> type) {
    return ((List<?>) as(List.class, name)).stream().map(type::cast);
  }

  private <T> T as(Class<T> type, String name) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new UnreachableException(
          "the answer is not that of this API: \""
              + name
              + "\" is "
              + (value == null ? "not there" : "of another kind"),
          null);
    }
    return type.cast(value);
  }
}
