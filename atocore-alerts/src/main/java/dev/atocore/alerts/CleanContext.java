package dev.atocore.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the texts in a context well formed, bounded and free of secrets. */
final class CleanContext {
  private static final int MAX_NAME = 200;
  private static final int MAX_VALUE = 4_096;

  private CleanContext() {}

  static Map<String, @Nullable Object> of(Map<?, ?> context, Secrets secrets) {
    Map<String, @Nullable Object> clean = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : context.entrySet()) {
      clean.put(
          text(String.valueOf(entry.getKey()), MAX_NAME, secrets),
          value(entry.getValue(), secrets));
    }
    return clean;
  }

  private static @Nullable Object value(@Nullable Object value, Secrets secrets) {
    if (value instanceof String text) {
      return text(text, MAX_VALUE, secrets);
    }
    if (value instanceof Map<?, ?> map) {
      return of(map, secrets);
    }
    if (value instanceof List<?> items) {
      List<@Nullable Object> clean = new ArrayList<>();
      for (Object item : items) {
        clean.add(value(item, secrets));
      }
      return clean;
    }
    return value;
  }

  private static String text(String text, int max, Secrets secrets) {
    return Text.clip(secrets.maskText(Text.wellFormed(text)), max);
  }
}
