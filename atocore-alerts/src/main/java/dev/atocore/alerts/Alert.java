package dev.atocore.alerts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that someone should know.
 *
 * @param id unique, the same at every sink and every retry
 * @param timestamp when it was raised, ISO-8601 UTC with six fraction digits
 * @param severity how bad it is
 * @param requestedSeverity the severity as the caller named it; differs when that was no severity
 * @param resolved whether it says that the condition is over
 * @param title one line
 * @param message what happened and what to do
 * @param context names and values, in order
 * @param key names the condition, so that it can be resolved; null for a single event
 */
public record Alert(
    String id,
    String timestamp,
    Severity severity,
    String requestedSeverity,
    boolean resolved,
    String title,
    String message,
    Map<String, String> context,
    @Nullable String key) {
  /** Copies the context. */
  public Alert {
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }
}
