package dev.atocore.alerts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the alert log tells it. Fields that the line lacks are empty.
 *
 * @param id the alert's id
 * @param timestamp when it was raised
 * @param severity the severity's word
 * @param status {@code firing} or {@code resolved}
 * @param title one line
 * @param message what happened
 * @param context names and values, in order
 * @param key names the condition; null for a single event
 */
public record LoggedAlert(
    String id,
    String timestamp,
    String severity,
    String status,
    String title,
    String message,
    Map<String, String> context,
    @Nullable String key) {
  /** Copies the context. */
  public LoggedAlert {
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }
}
