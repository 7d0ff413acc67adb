package dev.atocore.core.db;

import dev.atocore.audit.log.EntryTable;
import dev.atocore.core.db.sqlite.SqliteDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A connection with the statements prepared on it so far. Used by one thread at a time. */
public final class StoreConnection implements AutoCloseable {
  private final Connection jdbc;
  private final EntryTable audit;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Statement control;

  public StoreConnection(Connection jdbc) throws SQLException {
    this.jdbc = jdbc;
    this.audit = new EntryTable(jdbc);
    this.control = jdbc.createStatement();
  }

  public Connection jdbc() {
    return jdbc;
  }

  public EntryTable audit() {
    return audit;
  }

  /**
   * Prepared once for the life of the connection. Not for statements that may be open twice at a
   * time.
   */
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = jdbc.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  public void execute(String sql) throws SQLException {
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
