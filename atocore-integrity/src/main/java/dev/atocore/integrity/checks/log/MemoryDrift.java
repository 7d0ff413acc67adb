package dev.atocore.integrity.checks.log;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.log.EntryTable;
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
import dev.atocore.integrity.check.SqlImage;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Memories that were changed, or deleted, without the store: they differ from their last entry. */
public final class MemoryDrift extends BuiltInCheck implements RepairableCheck {
  /**
   * Rows that differ from their newest entry, compared inside the database: a first sieve, exact
   * but for the spelling of numbers and escapes. A row whose newest entries are missing is not
   * compared. JSON holds no blobs, so those of other programs are shown as text.
   */
  private static final String DRIFTED =
      "SELECT m.id, a.id, "
          + SqlImage.of("m")
          + " AS image, a.after_json FROM memories m JOIN memory_audit a ON a.memory_id = m.id AND a.version ="
          + " (SELECT max(n.version) FROM memory_audit n WHERE n.memory_id = m.id)"
          + " WHERE a.version >= m.version AND image <> a.after_json";

  /** The same of one memory. */
  private static final String DRIFTED_ONE = DRIFTED + " AND m.id = ?";

  /** The same among the memories that changed. */
  private static final String DRIFTED_LATELY = DRIFTED + " AND m.id IN " + Mark.CHANGED;

  /**
   * Ids of memories in a range of {@code seq} that may have drifted: they differ from the entry of
   * their own version, or a later entry exists. Half the cost of {@link #DRIFTED}, which then looks
   * at these few.
   */
  private static final String SUSPECTS =
      "SELECT m.id FROM memories m LEFT JOIN memory_audit a ON a.memory_id = m.id AND a.version = m.version"
          + " WHERE m.seq > ? AND m.seq <= ? AND ("
          + SqlImage.of("m")
          + " <> a.after_json OR EXISTS (SELECT 1 FROM memory_audit n WHERE n.memory_id = m.id AND n.version > m.version))";

  private static final String GONE_LATELY =
      "SELECT DISTINCT e.memory_id FROM memory_audit e NOT INDEXED WHERE e.id > ?"
          + " AND NOT EXISTS (SELECT 1 FROM memories m WHERE m.id = e.memory_id)";

  public static final String NEWEST =
      "select max(memory_audit.version) from memory_audit where memory_audit.memory_id = ?";

  public MemoryDrift() {
    super(
        "memory-drift",
        Severity.WARNING,
        "memories that differ from what their last audit entry says they became",
        "atocore integrity repair --check memory-drift, with --adopt to keep what the row has become");
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
            changed(connection, DRIFTED_LATELY, findings, since.entryId());
            Rows.forEach(
                connection,
                GONE_LATELY,
                row -> gone(connection, row.getString(1), findings),
                since.entryId());
            return true;
          });
      return;
    }
    Slices.forEach(
        context,
        "seq",
        "memories",
        Slices.START,
        (connection, after, upTo) -> changedBetween(connection, after, upTo, findings));
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
    Rows.forEach(connection, SUSPECTS, row -> suspects.add(row.getString(1)), after, upTo);
    for (String id : suspects) {
      changed(connection, DRIFTED_ONE, findings, id);
    }
  }

  private static void changed(
      Connection connection, String sql, Findings findings, @Nullable Object... values)
      throws SQLException {
    try (SqlConnection entries = new SqlConnection(connection, SqlDialect.SQLITE)) {
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
        NEWEST,
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
