package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import java.sql.SQLException;

/**
 * Looks for one kind of drift. A check only reads; what it finds it hands over one by one, so that
 * memory use does not grow with the number of findings. Implementations keep no state; checks run
 * side by side.
 */
public interface IntegrityCheck {
  /** A stable name in lower case with hyphens, such as {@code dangling-source-chunk}. */
  String id();

  /** How bad it is when this check finds something. */
  Severity severity();

  /** What it finds, in one line without a full stop. */
  String finds();

  /** What it costs; cheap unless it says otherwise. */
  default Cost cost() {
    return Cost.CHEAP;
  }

  /** What to do about its findings, in one line; empty when there is nothing to say. */
  default String mend() {
    return "";
  }

  /**
   * Looks at the store.
   *
   * @throws SQLException or any unchecked exception if the check cannot do its work: it is then
   *     reported as {@code error} and the other checks still run
   */
  void run(CheckContext context, Findings findings) throws SQLException;
}
