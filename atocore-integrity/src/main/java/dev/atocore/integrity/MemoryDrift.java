package dev.atocore.integrity;

import static dev.atocore.core.jooq.Tables.MEMORIES;
import static dev.atocore.core.jooq.Tables.MEMORY_AUDIT;
import static dev.atocore.integrity.Sql.SQL;
import static org.jooq.impl.DSL.max;

import dev.atocore.alerts.Severity;
import dev.atocore.audit.AuditLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Memories that were changed, or deleted, without the store: they differ from their last entry. */
final class MemoryDrift extends BuiltInCheck {
  private static final String GONE =
      Sql.text(
          SQL.select(MEMORY_AUDIT.MEMORY_ID)
              .from(MEMORY_AUDIT)
              .except(SQL.select(MEMORIES.ID).from(MEMORIES))
              .orderBy(1));

  private static final String NEWEST =
      Sql.text(
          SQL.select(max(MEMORY_AUDIT.VERSION))
              .from(MEMORY_AUDIT)
              .where(MEMORY_AUDIT.MEMORY_ID.eq(Sql.TEXT)));

  MemoryDrift() {
    super(
        "memory-drift",
        Severity.WARNING,
        "memories that differ from what their last audit entry says they became",
        "atocore integrity repair --check memory-drift");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    context.read(
        connection -> {
          changed(connection, findings);
          gone(connection, findings);
          return true;
        });
  }

  private static void changed(Connection connection, Findings findings) throws SQLException {
    try (AuditLog log = new AuditLog(connection)) {
      Rows.forEach(
          connection,
          SqliteShapes.DRIFTED,
          row -> {
            ImageDiff diff = ImageDiff.between(row.getString(4), row.getString(3));
            // An entry that was edited says nothing about its row; audit-tamper tells it.
            if (diff.isEmpty() || altered(log, row.getLong(2))) {
              return;
            }
            findings.add(row.getString(1), diff.describe(row.getString(1), row.getLong(2)));
          });
    }
  }

  private static boolean altered(AuditLog log, long entryId) {
    return log.find(entryId).map(entry -> !entry.computeHash().equals(entry.hash())).orElse(true);
  }

  private static void gone(Connection connection, Findings findings) throws SQLException {
    Rows.forEach(
        connection,
        GONE,
        row -> {
          String id = row.getString(1);
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
        });
  }
}
