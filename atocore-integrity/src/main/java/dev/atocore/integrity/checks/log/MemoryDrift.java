package dev.atocore.integrity.checks.log;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.model.FieldChange;
import dev.atocore.core.model.Image;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Mark;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.Slices;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      context.read(
          connection -> {
            Set<String> told = new HashSet<>();
            changed(connection, HistorySql.DRIFTED_LATELY, told, findings, since.entryId());
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
    boolean there =
        !RepairAction.ADOPT.rowHash(steps.connection(), finding.subject(), null).isEmpty();
    return there && steps.add(RepairAction.ADOPT, finding.subject());
  }

  private static void changedBetween(
      Connection connection, long after, long upTo, Findings findings) throws SQLException {
    Set<String> suspects = new LinkedHashSet<>();
    Rows.forEach(
        connection, HistorySql.SUSPECTS, row -> suspects.add(row.getString(1)), after, upTo);
    Set<String> told = new HashSet<>();
    for (String id : suspects) {
      changed(connection, HistorySql.DRIFTED, told, findings, id);
    }
    Rows.forEach(
        connection, HistorySql.ROWS, row -> RowWitness.look(row, told, findings), after, upTo);
  }

  private static void changed(
      Connection connection,
      Sql sql,
      Set<String> told,
      Findings findings,
      @Nullable Object... values)
      throws SQLException {
    try (SqlConnection entries = new SqlConnection(connection, SqlDialect.of(connection))) {
      EntryTable log = new EntryTable(entries);
      Rows.forEach(
          connection,
          sql,
          row -> {
            List<FieldChange> changes =
                FieldChange.between(Image.of(row.getString(4)), Image.of(row.getString(3)));
            // An entry that was edited says nothing about its row; audit-tamper tells it.
            if (changes.isEmpty() || altered(log, row.getLong(2))) {
              return;
            }
            told.add(row.getString(1));
            findings.add(row.getString(1), describe(changes, row.getString(1), row.getLong(2)));
          },
          values);
    }
  }

  private static Details describe(List<FieldChange> changes, String memoryId, long entryId) {
    List<FieldChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(FieldChange::field));
    List<String> fields = sorted.stream().map(FieldChange::field).toList();
    Details details =
        Details.of("changed behind the log's back: " + String.join(", ", fields))
            .with("memory_id", memoryId)
            .with("entry_id", entryId)
            .with("fields", fields);
    for (FieldChange change : sorted) {
      details =
          details
              .with("audited_" + change.field(), change.before())
              .with("found_" + change.field(), change.after());
    }
    return details;
  }

  private static boolean altered(EntryTable log, long entryId) {
    return log.find(entryId).map(entry -> !entry.computeHash().equals(entry.hash())).orElse(true);
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
