package dev.atocore.alerts.sink;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Deadline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place that alerts go to. Implement it to send alerts where this module does not, for instance
 * into a store.
 *
 * <p>{@link Alerts} calls a custom sink on the thread that emits, one alert at a time per emit and
 * possibly from several threads at once. Whatever it throws is reported as a failure of this sink
 * alone and stops no other.
 */
public interface AlertSink {

  /** A short stable name, for instance {@code project_state}. */
  String id();

  /**
   * Delivers one alert.
   *
   * @param alert what to deliver; {@link Alert#status()} may be resolved
   * @param deadline when to give up; a sink that can block has to look at it, since nothing
   *     interrupts it
   * @return what happened; never null
   */
  SinkResult deliver(Alert alert, Deadline deadline);

  /**
   * When this sink last delivered an alert, in whatever process, if it keeps a record of that
   * itself; otherwise null. {@code alert sinks} shows it. Must not throw.
   */
  default @Nullable Instant lastSuccess() {
    return null;
  }
}
