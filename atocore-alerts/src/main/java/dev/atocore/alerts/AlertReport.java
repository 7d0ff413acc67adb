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

  /** Whether no sink took it, though at least one should have. */
  public boolean allFailed() {
    boolean failed = false;
    for (SinkResult result : results) {
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
