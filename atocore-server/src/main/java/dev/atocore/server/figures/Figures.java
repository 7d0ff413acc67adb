package dev.atocore.server.figures;

import dev.atocore.core.model.MemoryStatus;
import java.util.List;
import java.util.Map;

/** Counts that pages and metrics show. Thread-safe. */
public interface Figures {
  /** How many memories there are, by the status' word; the four known ones are always there. */
  Map<String, Long> byStatus();

  /** How many entries the log has, by their actions' verbs as stored. */
  Map<String, Long> byAction();

  /** How many changes of each kind the last days saw; oldest first, days without any too. */
  List<Day> byDay();

  /** How many candidates wait for review. */
  default long waiting() {
    return byStatus().getOrDefault(MemoryStatus.CANDIDATE.word(), 0L);
  }

  /**
   * One day.
   *
   * @param date such as {@code 2026-11-25}
   * @param actions how many changes there were, by the verbs of the log
   */
  record Day(String date, Map<String, Long> actions) {
    /** How many changes there were. */
    public long total() {
      return actions.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
