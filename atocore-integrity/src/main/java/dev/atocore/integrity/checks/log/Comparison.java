package dev.atocore.integrity.checks.log;

import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.image.Image;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows with their newest entries. Where many have drifted, each statement is prepared
 * once.
 */
final class Comparison implements AutoCloseable {
  private final SqlConnection entries;
  private final EntryTable log;
  private final Findings findings;
  private final Set<String> told = new HashSet<>();

  Comparison(Connection connection, Findings findings) {
    this.entries = new SqlConnection(connection, SqlDialect.of(connection));
    this.log = new EntryTable(entries);
    this.findings = findings;
  }

  /** The memories that differ. */
  Set<String> told() {
    return told;
  }

  /**
   * Tells the rows that differ.
   *
   * @param sql finds rows that may, with the image of each and of its entry
   */
  void compare(Sql sql, @Nullable Object... values) throws SQLException {
    PreparedStatement select = entries.prepare(sql);
    for (int i = 0; i < values.length; i++) {
      select.setObject(i + 1, values[i]);
    }
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        compare(rows);
      }
    }
  }

  private void compare(ResultSet row) throws SQLException {
    String memoryId = row.getString(1);
    long entryId = row.getLong(2);
    List<FieldChange> changes =
        FieldChange.between(Image.of(row.getString(4)), Image.of(row.getString(3)));
    // An entry that was edited says nothing about its row; audit-tamper tells it.
    if (!changes.isEmpty() && !altered(entryId)) {
      told.add(memoryId);
      findings.add(
          memoryId,
          findings.keepsMore() ? describe(changes, memoryId, entryId) : Details.of("changed"));
    }
  }

  private boolean altered(long entryId) {
    return log.find(entryId).map(entry -> !entry.computeHash().equals(entry.hash())).orElse(true);
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

  @Override
  public void close() {
    entries.close();
  }
}
