package dev.atocore.integrity.mend;

import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.IntegrityCheck;
import java.sql.SQLException;

/** A check whose findings a repair can mend. */
public interface RepairableCheck extends IntegrityCheck {
  /**
   * Adds the steps that mend a finding.
   *
   * @return whether there are any; where no safe one is known the finding is left
   */
  boolean mend(Finding finding, RepairSteps steps) throws SQLException;
}
