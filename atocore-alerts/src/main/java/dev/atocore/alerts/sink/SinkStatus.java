package dev.atocore.alerts.sink;

import dev.atocore.alerts.event.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One configured sink and how it has fared. Immutable and thread-safe.
 *
 * @param id the stable id, as in reports and the spool
 * @param kind {@code slf4j}, {@code log}, {@code custom}, {@code invalid}, or the format: {@code
 *     discord}, {@code slack}…
 * @param target where it goes, without any secret: a path, or scheme and host
 * @param min the lowest severity it takes
 * @param lastSuccess when a delivery last worked; null if never, or if that is not known: for SLF4J
 *     the newest lines of the alert log tell, for a caller's own sink {@link
 *     AlertSink#lastSuccess()}
 * @param lastErrorAt when a delivery last failed; null if never
 * @param lastError why it failed, secrets masked; null if never
 * @param waiting how many alerts wait for it in the spool
 * @param dead how many it has refused for good
 */
public record SinkStatus(
    String id,
    String kind,
    String target,
    Severity min,
    @Nullable Instant lastSuccess,
    @Nullable Instant lastErrorAt,
    @Nullable String lastError,
    int waiting,
    int dead) {}
