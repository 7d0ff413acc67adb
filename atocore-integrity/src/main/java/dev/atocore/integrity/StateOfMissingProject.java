package dev.atocore.integrity;

import static dev.atocore.core.jooq.Tables.PROJECTS;
import static dev.atocore.core.jooq.Tables.PROJECT_STATE;
import static dev.atocore.integrity.Sql.SQL;

import dev.atocore.alerts.Severity;
import java.sql.Connection;
import java.sql.SQLException;

/** State kept for a project that is not registered. */
final class StateOfMissingProject extends BuiltInCheck {
  static final String MISSING =
      Sql.text(
          SQL.select(PROJECT_STATE.PROJECT)
              .from(PROJECT_STATE)
              .except(SQL.select(PROJECTS.ID).from(PROJECTS))
              .orderBy(1));

  private static final String STATE =
      Sql.text(
          SQL.select(PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY, PROJECT_STATE.UPDATED_AT)
              .from(PROJECT_STATE)
              .where(PROJECT_STATE.PROJECT.eq(Sql.TEXT))
              .orderBy(PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY));

  StateOfMissingProject() {
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
    context.read(
        connection -> {
          Rows.forEach(connection, MISSING, row -> stateOf(connection, row.getString(1), findings));
          return true;
        });
  }

  private static void stateOf(Connection connection, String project, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        STATE,
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
