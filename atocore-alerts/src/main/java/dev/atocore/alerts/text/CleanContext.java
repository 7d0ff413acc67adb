package dev.atocore.alerts.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the texts in a context well formed, bounded and free of secrets. */
public final class CleanContext {
  private static final int MAX_NAME = 200;
  private static final int MAX_VALUE = 4_096;

  private CleanContext() {}

  public static Map<String, @Nullable Object> of(Map<?, ?> context, Secrets secrets) {
    return map(
        context,
        name -> Text.clip(secrets.maskText(Text.wellFormed(name)), MAX_NAME),
        text -> Text.clip(secrets.maskText(Text.wellFormed(text)), MAX_VALUE));
  }

  /** The same with no text in it longer than {@code max}. */
  public static Map<String, @Nullable Object> shortened(Map<?, ?> context, int max) {
    return map(context, name -> name, text -> Text.clip(text, max));
  }

  private static Map<String, @Nullable Object> map(
      Map<?, ?> context, UnaryOperator<String> names, UnaryOperator<String> texts) {
    Map<String, @Nullable Object> clean = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : context.entrySet()) {
      clean.put(names.apply(String.valueOf(entry.getKey())), value(entry.getValue(), names, texts));
    }
    return clean;
  }

  private static @Nullable Object value(
      @Nullable Object value, UnaryOperator<String> names, UnaryOperator<String> texts) {
    if (value instanceof String text) {
      return texts.apply(text);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, names, texts);
    }
    if (value instanceof List<?> items) {
      List<@Nullable Object> clean = new ArrayList<>();
      for (Object item : items) {
        clean.add(value(item, names, texts));
      }
      return clean;
    }
    return value;
  }
}
