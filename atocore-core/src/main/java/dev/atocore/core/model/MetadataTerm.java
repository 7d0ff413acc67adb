package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name and a value of metadata as people write them, {@code k=v}: what a filter asks for, or what
 * an update sets.
 *
 * @param key the name
 * @param value the value; null where only the name was given, empty where nothing follows it
 */
public record MetadataTerm(String key, @Nullable String value) {
  /** Checks that there is a name. */
  public MetadataTerm {
    if (key.isEmpty()) {
      throw new InvalidInputException("metadata has a key without a name; write k=v");
    }
  }

  /** From {@code k=v}, {@code k=} or {@code k}. */
  public static MetadataTerm parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new MetadataTerm(text, null)
        : new MetadataTerm(text.substring(0, equals), text.substring(equals + 1));
  }

  /** Whether a memory with that metadata is asked for: the name is there, with that value. */
  public boolean isIn(Metadata metadata) {
    return metadata.has(key, value);
  }

  /** The value as a number; null where it is none. */
  public @Nullable Double number() {
    try {
      return value == null ? null : new BigDecimal(value).doubleValue();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Sets the name to the value, as a text; an empty one removes it. */
  void setIn(Map<String, Object> values) {
    if (value == null) {
      throw new InvalidInputException("metadata " + key + " has no value; write " + key + "=v");
    }
    if (value.isEmpty()) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }
}
