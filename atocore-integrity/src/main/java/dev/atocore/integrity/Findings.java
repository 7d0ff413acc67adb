package dev.atocore.integrity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the findings of one check: counts all of them and keeps the first few. Used by one thread.
 */
public final class Findings {
  private final String checkId;
  private final int keep;
  private final Set<String> accepted;
  private final Set<String> acceptedSeen = new HashSet<>();
  private final List<Finding> kept = new ArrayList<>();
  private long count;
  private @Nullable String note;

  /**
   * Findings of that check.
   *
   * @param keep how many to keep
   * @param accepted the ids of those that an operator has acknowledged
   */
  Findings(String checkId, int keep, Set<String> accepted) {
    this.checkId = checkId;
    this.keep = keep;
    this.accepted = accepted;
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
    boolean listed = kept.size() < keep;
    if (!listed && accepted.isEmpty()) {
      return;
    }
    String id = Finding.id(checkId, subject);
    if (accepted.contains(id)) {
      acceptedSeen.add(id);
    }
    if (listed) {
      kept.add(new Finding(id, subject, accepted.contains(id), "", 0, details));
    }
  }

  /** Says what the check did not look at. */
  public void note(String text) {
    note = text;
  }

  @Nullable String note() {
    return note;
  }

  Set<String> acceptedSeen() {
    return acceptedSeen;
  }

  long count() {
    return count;
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }
}
