package dev.atocore.integrity.checks.log;

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
import dev.atocore.integrity.scan.Slices;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Memories that were changed, or deleted, without the store: they differ from their last entry. */
public final class MemoryDrift extends BuiltInCheck implements RepairableCheck {
  public MemoryDrift() {
    super(
        "memory-drift",
        Severity.WARNING,
        "memories that differ from what their last audit entry says they became",
        "atocore integrity repair --check memory-drift, with --adopt to keep what the row has"
            + " become");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  /** It reads no row where these have seen that all are sound. */
  @Override
  public List<String> after() {
    return List.of("audit-tamper", "bad-text");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      context.read(
          connection -> {
            Set<String> told;
            try (Comparison rows = new Comparison(connection, findings)) {
              rows.compare(HistorySql.DRIFTED_LATELY, since.entryId());
              told = rows.told();
            }
            Rows.forEach(
                connection,
                HistorySql.ROWS_LATELY,
                row -> RowWitness.look(row, told, findings),
                since.entryId());
            Rows.forEach(
                connection,
                HistorySql.GONE_LATELY,
                row -> gone(connection, row.getString(1), findings),
                since.entryId());
            return true;
          });
      return;
    }
    if (!(context.sound().log() && context.sound().contents())) {
      Slices.forEach(
          context,
          "seq",
          "memories",
          Slices.START,
          (connection, after, upTo) -> changedBetween(connection, after, upTo, findings));
    }
    context.logWithoutRow().forEach(context, (connection, id) -> gone(connection, id, findings));
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    if (!steps.adopt()) {
      return steps.add(RepairAction.RESTORE, finding.subject());
    }
    // Nothing is left of a row that is gone that could be taken into the log.
    return steps.isThere(RepairAction.ADOPT, finding.subject())
        && steps.add(RepairAction.ADOPT, finding.subject());
  }

  private static void changedBetween(
      Connection connection, long after, long upTo, Findings findings) throws SQLException {
    Set<String> suspects = new LinkedHashSet<>();
    Rows.forEach(
        connection, HistorySql.SUSPECTS, row -> suspects.add(row.getString(1)), after, upTo);
    Set<String> told;
    try (Comparison rows = new Comparison(connection, findings)) {
      for (String id : suspects) {
        rows.compare(HistorySql.DRIFTED, id);
      }
      told = rows.told();
    }
    Rows.forEach(
        connection, HistorySql.ROWS, row -> RowWitness.look(row, told, findings), after, upTo);
  }

  private static void gone(Connection connection, String id, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        HistorySql.NEWEST_VERSION,
        newest ->
            findings.add(
                id,
                Details.of("its row is gone; its entries remain")
                    .with("memory_id", id)
                    .with("version", newest.getLong(1))
                    .with("fields", List.of())),
        id);
  }
}
