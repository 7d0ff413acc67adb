package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Slices;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Memories whose count of references is not what their evidence comes to. */
public final class EvidenceDrift extends BuiltInCheck implements RepairableCheck {
  public EvidenceDrift() {
    super(
        "evidence-drift",
        Severity.WARNING,
        "memories whose reference count is not what their evidence comes to",
        "atocore memory show ID lists the evidence; atocore integrity repair --check evidence-drift"
            + " counts the difference as somebody's word");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Slices.forEachMemory(
        context,
        MemoryCheckSql.MISCOUNTED_LATELY,
        MemoryCheckSql.MISCOUNTED,
        (connection, row) -> tell(row, findings));
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.RECOUNT, finding.subject());
  }

  private static void tell(ResultSet row, Findings findings) throws SQLException {
    findings.add(
        row.getString(1),
        Details.of(
                "it counts "
                    + row.getLong(2)
                    + " references, and its evidence comes to "
                    + row.getLong(3))
            .with("memory_id", row.getString(1))
            .with("reference_count", row.getLong(2))
            .with("evidence", row.getLong(3)));
  }
}
