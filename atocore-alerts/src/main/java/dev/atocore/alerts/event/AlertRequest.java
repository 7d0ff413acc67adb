package dev.atocore.alerts.event;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.text.ContextCopy;
import dev.atocore.alerts.text.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to say: an alert before it has an id and a time. Any text is accepted,
 * whatever its length; what is too long for a sink is cut and marked as cut. Immutable and
 * thread-safe.
 *
 * @param severity how urgent it is
 * @param requestedSeverity the severity as the user typed it
 * @param title one line
 * @param message the text, may have several lines, may be empty
 * @param context ordered details; values are String, Number, Boolean, null, or a List or Map of
 *     such; anything else becomes its {@code toString}
 * @param key what makes two alerts the same condition, for instance {@code integrity/audit-gap};
 *     null for an alert that no later one repeats
 */
public record AlertRequest(
    Severity severity,
    String requestedSeverity,
    String title,
    String message,
    Map<String, ? extends @Nullable Object> context,
    @Nullable String key) {

  /** Copies the context. */
  public AlertRequest {
    requireNonNull(severity, "severity is null");
    requireNonNull(requestedSeverity, "requestedSeverity is null");
    requireNonNull(title, "title is null");
    requireNonNull(message, "message is null");
    requireNonNull(context, "context is null");
    context = ContextCopy.of(context);
  }

  /** A request without context or key. */
  public static AlertRequest of(Severity severity, String title, String message) {
    return new AlertRequest(severity, severity.text(), title, message, Map.of(), null);
  }

  /** A request whose severity was typed by a user and may be a stand-in. */
  public static AlertRequest of(Severity.Parsed severity, String title, String message) {
    return new AlertRequest(
        severity.severity(), severity.requested(), title, message, Map.of(), null);
  }

  /** This request with details. */
  public AlertRequest withContext(Map<String, ? extends @Nullable Object> newContext) {
    return new AlertRequest(severity, requestedSeverity, title, message, newContext, key);
  }

  /** This request with the key of its condition, or without one. */
  public AlertRequest withKey(@Nullable String newKey) {
    return new AlertRequest(severity, requestedSeverity, title, message, context, newKey);
  }

  /**
   * Reads details from a JSON object, such as {@code {"count":3}}.
   *
   * @throws AlertsException with code {@code invalid_context} when the text is not one JSON object,
   *     or nests too deeply
   */
  public static Map<String, @Nullable Object> parseContext(String json) {
    if (JsonReader.parseLenient(json) instanceof Map<?, ?> map) {
      return ContextCopy.of(map);
    }
    throw new AlertsException(
        "invalid_context",
        "the context is not a JSON object: write it like {\"count\":3}, at most 32 levels deep");
  }
}
