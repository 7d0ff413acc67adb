package dev.atocore.alerts.sink;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert that a webhook has not taken. Immutable and thread-safe.
 *
 * @param sinkId the sink it is for
 * @param alert the alert
 * @param dead true when the sink refused it for good and only {@link Alerts#retry} tries again
 * @param attempts how often it was tried
 * @param nextAttempt when it is tried again at the earliest; null when dead
 * @param reason what went wrong last, secrets masked; null when it was not tried yet
 */
public record Undelivered(
    String sinkId,
    Alert alert,
    boolean dead,
    int attempts,
    @Nullable Instant nextAttempt,
    @Nullable String reason) {}
