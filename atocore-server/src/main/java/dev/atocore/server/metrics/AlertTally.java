package dev.atocore.server.metrics;

import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts alerts by severity and sink from the alert log, where those of the nightly job and of
 * every other process are too. Each look reads what is new alone. Thread-safe.
 */
final class AlertTally {
  /** The sink that the log is itself. */
  private static final String LOG = "log";

  private static final int FIRST_LOOK = 16;
  private static final int MAX_LOOK = 16_384;

  private final AlertLog log;
  private final Map<Key, Long> counts = new HashMap<>();
  private @Nullable String newest;

  AlertTally(AlertLog log) {
    this.log = log;
  }

  /**
   * What is counted.
   *
   * @param severity the alert's
   * @param sink the id of the sink, never its URL
   * @param decision {@code sent}, or {@code withheld} when the sink was not meant to get it
   */
  record Key(Severity severity, String sink, String decision) {}

  /** The counts now; what they were when the log cannot be read. */
  synchronized Map<Key, Long> counts() {
    try {
      catchUp();
    } catch (AlertsException e) {
      // Whoever raises alerts reports it; a scrape cannot mend it.
    }
    return Map.copyOf(counts);
  }

  private void catchUp() {
    for (int look = FIRST_LOOK; ; look *= 8) {
      List<AlertLog.Entry> entries = log.recent(null, Math.min(look, MAX_LOOK));
      int fresh = 0;
      while (fresh < entries.size() && !entries.get(fresh).alert().id().equals(newest)) {
        fresh++;
      }
      boolean allThereIs = entries.size() < look || look >= MAX_LOOK;
      if (fresh < entries.size() || allThereIs) {
        entries.subList(0, fresh).forEach(this::add);
        newest = entries.isEmpty() ? newest : entries.get(0).alert().id();
        return;
      }
    }
  }

  private void add(AlertLog.Entry entry) {
    Severity severity = entry.alert().severity();
    counts.merge(new Key(severity, LOG, "sent"), 1L, Long::sum);
    entry
        .sinks()
        .forEach(
            (sink, decision) ->
                counts.merge(
                    new Key(
                        severity,
                        sink,
                        decision.equals("send") || decision.equals("delivered")
                            ? "sent"
                            : "withheld"),
                    1L,
                    Long::sum));
  }
}
