package dev.atocore.alerts;

/**
 * Stands in for a receiver whose settings cannot be used, so that every alert says so instead of
 * silently not arriving.
 */
final class InvalidSink implements AlertSink {
  private final String id;
  private final String reason;

  InvalidSink(String id, String reason) {
    this.id = id;
    this.reason = reason;
  }

  @Override
  public String id() {
    return id;
  }

  String reason() {
    return reason;
  }

  @Override
  public SinkResult deliver(Alert alert, Deadline deadline) {
    return SinkResult.failed(reason);
  }
}
