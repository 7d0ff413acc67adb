package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Mark;
import dev.atocore.integrity.check.Ranges;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A look at the log's entries, each row of whose query is an entry that should not be. */
abstract class LogCheck extends BuiltInCheck {
  private final String message;
  private final String sql;

  /**
   * A check.
   *
   * @param sql finds entries whose ids are above the one {@code ?} and at most the other
   */
  LogCheck(String id, Severity severity, String finds, String message, String sql) {
    super(id, severity, finds, "atocore audit history MEMORY_ID; acknowledge it once you know why");
    this.message = message;
    this.sql = sql;
  }

  @Override
  public final boolean looksAtNews() {
    return true;
  }

  @Override
  public final void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since == null && !context.mayReadAll()) {
      findings.note("the entries of a log this large are looked at in a full run only");
      return;
    }
    Ranges.forEachRow(
        context,
        "id",
        "memory_audit",
        since == null ? 0 : since.entryId(),
        sql,
        (connection, row) -> found(row, findings));
  }

  private void found(ResultSet row, Findings findings) throws SQLException {
    findings.add(
        row.getString(1) + "@" + row.getLong(2),
        Details.of(message)
            .with("memory_id", row.getString(1))
            .with("version", row.getLong(2))
            .with("entry_id", row.getLong(3))
            .with("found", row.getString(4)));
  }
}
