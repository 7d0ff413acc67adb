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
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** Memories of a project that is not registered: no list by project shows them. */
public final class MemoryOfMissingProject extends BuiltInCheck implements RepairableCheck {
  public MemoryOfMissingProject() {
    super(
        "memory-of-missing-project",
        Severity.WARNING,
        "memories of a project that is not registered",
        "atocore integrity repair --check memory-of-missing-project");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    context.read(
        connection -> {
          if (since == null) {
            Rows.forEach(
                connection,
                ReferenceSql.PROJECTS_NOT_REGISTERED,
                row -> memoriesOf(connection, row.getString(1), findings));
          } else {
            Rows.forEach(
                connection,
                ReferenceSql.PROJECTS_NOT_REGISTERED_LATELY,
                row -> memoriesOf(connection, row.getString(1), findings),
                since.entryId());
          }
          return true;
        });
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.REGISTER_PROJECT, finding.details().text("project"));
  }

  private static void memoriesOf(Connection connection, String project, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        ReferenceSql.MEMORIES_OF_PROJECT,
        row ->
            findings.add(
                row.getString(1),
                Details.of("its project is not registered")
                    .with("memory_id", row.getString(1))
                    .with("project", project)),
        project);
  }
}
