package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A look at the log's entries, each row of whose query is an entry that should not be. */
abstract class LogCheck extends QueryCheck {
  private final String message;

  LogCheck(String id, Severity severity, String finds, String message, String sql) {
    super(
        id,
        severity,
        Cost.FULL,
        finds,
        "atocore audit history MEMORY_ID shows it; acknowledge it once you know",
        sql);
    this.message = message;
  }

  @Override
  final void found(ResultSet row, Findings findings) throws SQLException {
    findings.add(
        row.getString(1) + "@" + row.getLong(2),
        Details.of(message)
            .with("memory_id", row.getString(1))
            .with("version", row.getLong(2))
            .with("entry_id", row.getLong(3))
            .with("found", row.getString(4)));
  }
}
