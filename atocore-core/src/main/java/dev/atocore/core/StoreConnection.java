package dev.atocore.core;

import dev.atocore.audit.AuditLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A connection with the statements prepared on it so far. Used by one thread at a time. */
final class StoreConnection implements AutoCloseable {
  private final Connection jdbc;
  private final AuditLog audit;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Statement control;

  StoreConnection(Connection jdbc) throws SQLException {
    this.jdbc = jdbc;
    this.audit = new AuditLog(jdbc);
    this.control = jdbc.createStatement();
  }

  Connection jdbc() {
    return jdbc;
  }

  AuditLog audit() {
    return audit;
  }

  /**
   * Prepared once for the life of the connection. Not for statements that may be open twice at a
   * time.
   */
  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = jdbc.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  void execute(String sql) throws SQLException {
    control.execute(sql);
  }

  /** After a failure; a transaction that the database has ended by itself is fine. */
  void rollbackQuietly() {
    try {
      control.execute(SqliteDialect.ROLLBACK);
    } catch (SQLException e) {
      // Nothing left to roll back, or the connection is gone: its pool drops it.
    }
  }

  @Override
  public void close() {
    audit.close();
    try {
      jdbc.close();
    } catch (SQLException e) {
      // It held no transaction; there is nothing to lose and no one to tell.
    }
  }
}
