package dev.atocore.alerts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to tell.
 *
 * @param severity one of {@link Severity}'s words; any other counts as info, and a warning says so
 * @param title one line
 * @param message what happened and what to do
 * @param context names and values, in order
 * @param key names the condition; null for a single event
 */
public record AlertRequest(
    String severity,
    String title,
    String message,
    Map<String, String> context,
    @Nullable String key) {
  /** Copies the context. */
  public AlertRequest {
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /** An alert about a single event without context. */
  public static AlertRequest of(Severity severity, String title, String message) {
    return new AlertRequest(severity.word(), title, message, Map.of(), null);
  }

  /** The same with that context. */
  public AlertRequest context(Map<String, String> newContext) {
    return new AlertRequest(severity, title, message, newContext, key);
  }

  /** The same about a condition that lasts until it is resolved. */
  public AlertRequest key(@Nullable String newKey) {
    return new AlertRequest(severity, title, message, context, newKey);
  }
}
