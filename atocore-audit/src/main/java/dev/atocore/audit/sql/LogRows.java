package dev.atocore.audit.sql;

import dev.atocore.audit.entry.AuditException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The rows that a query finds in the log. */
public final class LogRows {
  private LogRows() {}

  /**
   * Hands over the rows of a query, one at a time.
   *
   * @throws AuditException with the code {@code audit_unreadable}
   */
  public static void forEach(SqlConnection connection, Query query, Row each) {
    // Prepared anew: a callback may run the same statement while this one is still open.
    try (PreparedStatement select = query.prepare(connection);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        each.read(rows);
      }
    } catch (SQLException e) {
      throw AuditException.unreadable(e);
    }
  }

  /** What to do with a row. */
  @FunctionalInterface
  public interface Row {
    /** Reads the row that the cursor is at. */
    void read(ResultSet rows) throws SQLException;
  }
}
