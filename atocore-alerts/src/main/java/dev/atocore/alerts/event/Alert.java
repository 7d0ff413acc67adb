package dev.atocore.alerts.event;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.text.ContextCopy;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert, as every sink gets it. {@link Alerts} makes them: texts are already free of lone
 * surrogates, bounded in length and cleared of known secrets, but otherwise as the caller wrote
 * them, so a sink escapes for its own medium. Immutable and thread-safe.
 *
 * @param id unique and growing with time; the same on every delivery of this alert, so a receiver
 *     can drop a duplicate
 * @param ts when it was emitted
 * @param severity how urgent it is
 * @param requestedSeverity the severity as typed, which differs from {@code severity} when that is
 *     a stand-in
 * @param status firing, or resolved
 * @param title one line, not empty
 * @param message the text, may have several lines, may be empty
 * @param context ordered details; values are String, Long, Double, Boolean, null, or a List or Map
 *     of such
 * @param key what makes two alerts the same condition; null for an alert that no later one repeats
 */
public record Alert(
    String id,
    Instant ts,
    Severity severity,
    String requestedSeverity,
    AlertStatus status,
    String title,
    String message,
    Map<String, @Nullable Object> context,
    @Nullable String key) {

  /** Copies the context. */
  public Alert {
    requireNonNull(id, "id is null");
    requireNonNull(ts, "ts is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(requestedSeverity, "requestedSeverity is null");
    requireNonNull(status, "status is null");
    requireNonNull(title, "title is null");
    requireNonNull(message, "message is null");
    context = ContextCopy.of(context);
  }

  /** This alert with another severity and status, under the same id. */
  public Alert as(Severity newSeverity, AlertStatus newStatus) {
    return new Alert(
        id, ts, newSeverity, requestedSeverity, newStatus, title, message, context, key);
  }
}
