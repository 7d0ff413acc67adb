package dev.atocore.alerts;

import java.util.List;

/**
 * What became of an alert.
 *
 * @param alert the alert
 * @param results one for each sink, in order
 */
public record AlertReport(Alert alert, List<SinkResult> results) {
  /** Copies the list. */
  public AlertReport {
    results = List.copyOf(results);
  }

  /**
   * Whether no sink took it, though at least one should have. The program's own log gives no
   * receipt, so it does not count.
   */
  public boolean allFailed() {
    boolean failed = false;
    for (SinkResult result : results) {
      if (result.sink().equals(LoggerSink.NAME)) {
        continue;
      }
      switch (result.outcome()) {
        case DELIVERED -> {
          return false;
        }
        case FAILED -> failed = true;
        case SKIPPED -> {
          // says nothing either way
        }
      }
    }
    return failed;
  }
}
