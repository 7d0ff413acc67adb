package dev.atocore.core.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.atocore.core.error.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The top-level fields of one JSON object: texts, numbers, flags and lists of texts. Asking for a
 * field as what it is not is invalid input that names the field. A null counts as not there, unless
 * {@link #isNull} is asked. Not thread-safe.
 */
public final class JsonFields {
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Where the parser's own names begin: how to make it take the text after all. */
  private static final Pattern PARSER_WORDS =
      Pattern.compile("(?s)( \\(consider enabling|: enable) `.*|, from `[^`]*`");

  /** The largest number below which every whole number is exact. */
  private static final double MAX_EXACT = 0x1p53;

  private final Map<String, Object> values = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  private JsonFields() {}

  /**
   * The fields of the text.
   *
   * @throws InvalidInputException if the text is not exactly one JSON object
   */
  public static JsonFields parse(String text) {
    JsonFields fields = new JsonFields();
    try (JsonParser json = STRICT.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidInputException("not a JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        fields.names.add(name);
        switch (value) {
          case VALUE_STRING -> fields.values.put(name, json.getText());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
              fields.values.put(name, Double.valueOf(json.getDoubleValue()));
          case START_ARRAY -> fields.values.put(name, list(json));
          case START_OBJECT -> fields.values.put(name, nested(json, text));
          case VALUE_TRUE, VALUE_FALSE -> fields.values.put(name, value);
          default -> {
            // null: as if it were not there
          }
        }
      }
      if (json.nextToken() != null) {
        throw new InvalidInputException("more than one JSON value on the line");
      }
      return fields;
    } catch (JacksonException e) {
      throw new InvalidInputException("not JSON: " + why(e));
    } catch (IOException e) {
      throw new InvalidInputException("not JSON: " + e.getMessage());
    }
  }

  /** What is wrong with a text that is no JSON, without advice for programmers of the parser. */
  public static String why(JacksonException failure) {
    return PARSER_WORDS.matcher(failure.getOriginalMessage()).replaceAll("");
  }

  private static Nested nested(JsonParser json, String text) throws IOException {
    int start = (int) json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    return new Nested(text.substring(start, (int) json.currentLocation().getCharOffset()));
  }

  private static Object list(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean onlyTexts = true;
    for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      if (item == JsonToken.VALUE_STRING) {
        texts.add(json.getText());
      } else {
        onlyTexts = false;
        json.skipChildren();
      }
    }
    return onlyTexts ? texts : JsonToken.START_ARRAY;
  }

  /** The names of all fields, those with null too, in the order in which they came. */
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /** Whether the field is there and null. */
  public boolean isNull(String name) {
    return names.contains(name) && !values.containsKey(name);
  }

  /** A text; null when the field is not there. */
  public @Nullable String text(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new InvalidInputException(name + " is not a text");
  }

  /** A text that must be there. */
  public String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw new InvalidInputException(name + " is missing");
    }
    return text;
  }

  /** A number. */
  public double number(String name, double otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Double number) {
      return number;
    }
    throw new InvalidInputException(name + " is not a number");
  }

  /** Whether the field is true; false when it is not there. */
  public boolean flag(String name) {
    Object value = values.get(name);
    if (value == null || value == JsonToken.VALUE_FALSE) {
      return false;
    }
    if (value == JsonToken.VALUE_TRUE) {
      return true;
    }
    throw new InvalidInputException(name + " is neither true nor false");
  }

  /** A whole number. */
  public long wholeNumber(String name, long otherwise) {
    double number = number(name, (double) otherwise);
    if (number != Math.rint(number) || Math.abs(number) > MAX_EXACT) {
      throw new InvalidInputException(name + " is not a whole number");
    }
    return (long) number;
  }

  /** A nested object, as it is written; null when the field is not there. */
  public @Nullable String object(String name) {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Nested nested) {
      return nested.json();
    }
    throw new InvalidInputException(name + " is not an object");
  }

  /** A list of texts; empty when the field is not there. */
  public List<String> texts(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      for (Object item : list) {
        texts.add((String) item);
      }
      return texts;
    }
    throw new InvalidInputException(name + " is not a list of texts");
  }

  /** An object in a field, as it is written. */
  private record Nested(String json) {}
}
