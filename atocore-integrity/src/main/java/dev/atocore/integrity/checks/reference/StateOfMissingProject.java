package dev.atocore.integrity.checks.reference;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** State kept for a project that is not registered. */
public final class StateOfMissingProject extends BuiltInCheck implements RepairableCheck {
  public StateOfMissingProject() {
    super(
        "state-of-missing-project",
        Severity.WARNING,
        "state kept for a project that is not registered",
        "atocore integrity repair --check state-of-missing-project");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        ReferenceSql.STATE_NOT_REGISTERED,
        (connection, row) -> stateOf(connection, row.getString(1), findings));
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.REGISTER_PROJECT, finding.details().text("project"));
  }

  private static void stateOf(Connection connection, String project, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        ReferenceSql.STATE_OF_PROJECT,
        row ->
            findings.add(
                project + "/" + row.getString(1) + "/" + row.getString(2),
                Details.of("its project is not registered")
                    .with("project", project)
                    .with("category", row.getString(1))
                    .with("key", row.getString(2))
                    .with("updated_at", row.getString(3))),
        project);
  }
}
