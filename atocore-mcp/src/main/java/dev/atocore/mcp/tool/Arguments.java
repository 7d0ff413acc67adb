package dev.atocore.mcp.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.text.TextRules;
import dev.atocore.mcp.json.RecordMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a tool was called with. An argument of another kind than asked for, or of another name than
 * the tool has, is invalid input: it may be a typing error. A null counts as not there, unless
 * {@link #clearable} is asked.
 */
public final class Arguments {
  private final Map<String, ? extends @Nullable Object> values;

  private final String tool;

  private Arguments(String tool, Map<String, ? extends @Nullable Object> values) {
    this.tool = tool;
    this.values = values;
  }

  /**
   * The arguments of a call.
   *
   * @param known the names that the tool has
   * @throws InvalidInputException if there is another name
   */
  static Arguments of(
      String tool, Map<String, ? extends @Nullable Object> values, Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            "there is no argument "
                + TextRules.quote(name)
                + "; use "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
    return new Arguments(tool, values);
  }

  /** All that decides what the call does. */
  byte[] fingerprint() {
    return (tool + RecordMapper.INSTANCE.writeValueAsString(values)).getBytes(UTF_8);
  }

  /** A text; null when it is not there. */
  @Nullable String text(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new InvalidInputException(name + " is not a text");
  }

  /** A text that must be there and say something. */
  String required(String name) {
    String text = text(name);
    if (text == null || text.isBlank()) {
      throw new InvalidInputException(name + " is missing");
    }
    return text;
  }

  /** A text that null clears: then it is empty; null when it is not there. */
  @Nullable String clearable(String name) {
    return values.containsKey(name) && values.get(name) == null ? "" : text(name);
  }

  /** Metadata; null when they are not there. */
  @Nullable Metadata metadata(String name) {
    Object value = values.get(name);
    return value == null ? null : Metadata.parse(RecordMapper.INSTANCE.writeValueAsString(value));
  }

  /** A number; null when it is not there. */
  @Nullable Double number(String name) {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new InvalidInputException(name + " is not a number");
  }

  /** A whole number; null when it is not there. */
  @Nullable Long whole(String name) {
    Double number = number(name);
    if (number == null) {
      return null;
    }
    if (number != Math.rint(number) || Math.abs(number) > 0x1p53) {
      throw new InvalidInputException(name + " is not a whole number");
    }
    return number.longValue();
  }

  /** A whole number that must be there, and be at least 1. */
  long requiredWhole(String name) {
    Long number = whole(name);
    if (number == null) {
      throw new InvalidInputException(name + " is missing");
    }
    if (number < 1) {
      throw new InvalidInputException(name + " is " + number + ", not at least 1");
    }
    return number;
  }
}
