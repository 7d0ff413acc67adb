package dev.atocore.alerts.sink;

import java.util.List;

/**
 * What a flush or a retry did. Immutable and thread-safe.
 *
 * @param tried one line an alert and sink that was tried, oldest first
 * @param waiting how many alerts still wait in the spool afterwards
 * @param dead how many were refused for good and are set aside
 */
public record FlushReport(List<Line> tried, int waiting, int dead) {

  /** Copies the list. */
  public FlushReport {
    tried = List.copyOf(tried);
  }

  /** How many were delivered. */
  public int delivered() {
    int count = 0;
    for (Line line : tried) {
      if (line.result().is(SinkResult.Kind.DELIVERED)) {
        count++;
      }
    }
    return count;
  }

  /**
   * One alert tried at one sink.
   *
   * @param alertId the alert's id
   * @param sinkId the sink's id
   * @param result what happened
   */
  public record Line(String alertId, String sinkId, SinkResult result) {}
}
