package dev.atocore.core.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.TextRules;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What else is said of a memory: names with a text, a number or a flag each. Stored as one flat
 * JSON object with its names in order, so that equal metadata are equal texts.
 */
public final class Metadata {
  /** Nothing. */
  public static final Metadata EMPTY = new Metadata(new TreeMap<>(), "{}");

  /** How many names there may be. */
  public static final int MAX_KEYS = 64;

  /** How many bytes the JSON object may have, in UTF-8. */
  public static final int MAX_BYTES = 16 * 1024;

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final SortedMap<String, Object> values;
  private final String json;

  private Metadata(SortedMap<String, Object> values, String json) {
    this.values = values;
    this.json = json;
  }

  /**
   * Metadata with those values: texts, numbers as {@link BigDecimal}, flags.
   *
   * @throws InvalidInputException if they are too many or too large, or a name is empty
   */
  public static Metadata of(Map<String, Object> values) {
    if (values.isEmpty()) {
      return EMPTY;
    }
    values.forEach(Metadata::requireStorable);
    if (values.size() > MAX_KEYS) {
      throw new InvalidInputException(
          "metadata has " + values.size() + " keys; at most " + MAX_KEYS + " are allowed");
    }
    Metadata metadata = sorted(new TreeMap<>(values));
    int bytes = metadata.json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new InvalidInputException(
          "metadata has " + bytes + " bytes; at most " + MAX_BYTES + " are allowed");
    }
    return metadata;
  }

  /**
   * Reads what a caller gave: a flat JSON object.
   *
   * @throws InvalidInputException if it is none, or too large
   */
  public static Metadata parse(String text) {
    return of(read(text));
  }

  /** As a column or a field holds it: what is no metadata is kept as it is, and has no values. */
  public static Metadata stored(@Nullable String text) {
    if (text == null) {
      return EMPTY;
    }
    try {
      return new Metadata(read(text), text);
    } catch (InvalidInputException e) {
      return new Metadata(new TreeMap<>(), text);
    }
  }

  private static Metadata sorted(SortedMap<String, Object> sorted) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonRecord.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> one : sorted.entrySet()) {
        json.writeFieldName(one.getKey());
        write(json, one.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return new Metadata(sorted, text.toString());
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof BigDecimal number) {
      json.writeNumber(number.toString());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(value.toString());
    }
  }

  private static SortedMap<String, Object> read(String text) {
    SortedMap<String, Object> values = new TreeMap<>();
    try (JsonParser json = STRICT.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidInputException("metadata is not a JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        values.put(name, value(name, json));
      }
      if (json.nextToken() != null) {
        throw new InvalidInputException("metadata is more than one JSON object");
      }
      return values;
    } catch (JacksonException e) {
      throw new InvalidInputException("metadata is not JSON: " + JsonFields.why(e));
    } catch (IOException e) {
      throw new InvalidInputException("metadata is not JSON: " + e.getMessage());
    }
  }

  private static Object value(String name, JsonParser json) throws IOException {
    return switch (json.nextToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default ->
          throw new InvalidInputException(
              "metadata "
                  + TextRules.quote(name)
                  + " is neither a text, a number nor a flag; it is a flat object");
    };
  }

  private static void requireStorable(String name, Object value) {
    if (name.isEmpty()) {
      throw new InvalidInputException("metadata has a key without a name");
    }
    TextRules.requireStorable("a metadata key", name);
    TextRules.requireStorable("metadata " + TextRules.quote(name), value.toString());
  }

  /**
   * The same with these set, or removed.
   *
   * @throws InvalidInputException if they are too many or too large
   */
  public Metadata with(List<MetadataTerm> terms) {
    if (terms.isEmpty()) {
      return this;
    }
    Map<String, Object> changed = new TreeMap<>(values);
    for (MetadataTerm term : terms) {
      term.setIn(changed);
    }
    return of(changed);
  }

  /** The values by their names, in the order of the names. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return json.equals("{}");
  }

  /** As a JSON object, or whatever somebody wrote in its place. */
  public String json() {
    return json;
  }

  /** Whether it is a flat JSON object. */
  public boolean isReadable() {
    return !values.isEmpty() || isEmpty();
  }

  /** What its texts say; all of what is no metadata. */
  public List<String> texts() {
    return isReadable()
        ? values.values().stream().filter(String.class::isInstance).map(Object::toString).toList()
        : List.of(json);
  }

  /** Whether a name is there, with that value as people write it if one is given. */
  public boolean has(String name, @Nullable String value) {
    Object found = values.get(name);
    if (found == null || value == null) {
      return found != null;
    }
    return found.toString().equals(value)
        || (found instanceof BigDecimal number && equal(number, value));
  }

  private static boolean equal(BigDecimal number, String value) {
    try {
      return number.compareTo(new BigDecimal(value)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Metadata metadata && json.equals(metadata.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json;
  }
}
