package dev.atocore.alerts.local;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkResult;

/**
 * Stands in for a receiver whose settings cannot be used, so that every alert says so instead of
 * silently not arriving.
 */
public final class InvalidSink implements AlertSink {
  private final String id;
  private final String reason;

  public InvalidSink(String id, String reason) {
    this.id = id;
    this.reason = reason;
  }

  @Override
  public String id() {
    return id;
  }

  public String reason() {
    return reason;
  }

  @Override
  public SinkResult deliver(Alert alert, Deadline deadline) {
    return SinkResult.failed(reason);
  }
}
