package dev.atocore.alerts;

import java.time.Duration;

/**
 * Somewhere an alert goes. Implementations need not be thread-safe: they are called by one thread
 * at a time.
 */
public interface AlertSink {
  /** A short name for reports, such as {@code log} or {@code discord}. Holds no secret. */
  String name();

  /**
   * Delivers the alert. What this throws counts as a failure of this sink alone.
   *
   * @param timeLeft until the deadline of all sinks; more than zero
   */
  SinkResult deliver(Alert alert, Duration timeLeft);
}
