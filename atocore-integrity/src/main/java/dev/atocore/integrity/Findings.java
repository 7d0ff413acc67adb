package dev.atocore.integrity;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the findings of one check: counts all of them and keeps the first few. Used by one thread.
 */
public final class Findings {
  private final String checkId;
  private final int keep;
  private final List<Finding> kept = new ArrayList<>();
  private long count;

  Findings(String checkId, int keep) {
    this.checkId = checkId;
    this.keep = keep;
  }

  /**
   * Adds a finding.
   *
   * @param subject what it is about, the same from night to night: most often the id of a row. Each
   *     subject at most once a run.
   * @param details what is wrong with it
   */
  public void add(String subject, Details details) {
    count++;
    if (kept.size() < keep) {
      kept.add(new Finding(Finding.id(checkId, subject), subject, details));
    }
  }

  long count() {
    return count;
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }
}
