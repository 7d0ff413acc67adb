package dev.atocore.alerts.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deep, unmodifiable, bounded copies of context maps, holding only what JSON can say. */
public final class ContextCopy {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_ENTRIES = 200;

  private ContextCopy() {}

  public static Map<String, @Nullable Object> of(Map<?, ?> source) {
    return map(source, 0);
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> source, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : source.entrySet()) {
      if (copy.size() == MAX_ENTRIES) {
        copy.put("…", (source.size() - MAX_ENTRIES) + " more left out");
        break;
      }
      copy.put(String.valueOf(entry.getKey()), value(entry.getValue(), depth + 1));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object value(@Nullable Object value, int depth) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      // JSON has no word for NaN and the infinities.
      return Double.isFinite(number) ? (Object) number : String.valueOf(number);
    }
    if (depth < MAX_DEPTH && value instanceof Map<?, ?> nested) {
      return map(nested, depth);
    }
    if (depth < MAX_DEPTH && value instanceof Iterable<?> items) {
      return list(items, depth);
    }
    return inWords(value);
  }

  /** A caller's object must not cost it its alert, whatever its toString does. */
  private static String inWords(Object value) {
    if (value instanceof Map<?, ?> || value instanceof Iterable<?>) {
      return "… nested too deeply";
    }
    try {
      return String.valueOf(value);
    } catch (RuntimeException | StackOverflowError e) {
      return "a " + value.getClass().getName() + " whose toString fails";
    }
  }

  private static List<@Nullable Object> list(Iterable<?> items, int depth) {
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object item : items) {
      if (copy.size() == MAX_ENTRIES) {
        copy.add("… more left out");
        break;
      }
      copy.add(value(item, depth + 1));
    }
    return Collections.unmodifiableList(copy);
  }
}
