package dev.atocore.audit.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection whose database is known, with the statements that were prepared on it so far. Used
 * by one thread at a time. Closing it closes the statements and leaves the connection open.
 */
public final class SqlConnection implements AutoCloseable {
  private final Connection jdbc;
  private final SqlDialect dialect;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** The connection of a caller, who closes it. */
  public SqlConnection(Connection jdbc, SqlDialect dialect) {
    this.jdbc = jdbc;
    this.dialect = dialect;
  }

  /** The connection itself. */
  public Connection jdbc() {
    return jdbc;
  }

  /** The database behind it. */
  public SqlDialect dialect() {
    return dialect;
  }

  /** As {@link #prepare(String)}. */
  public PreparedStatement prepare(Sql statement) throws SQLException {
    return prepare(statement.in(dialect));
  }

  /** Prepared once and kept. Not for a statement that may be open twice at a time. */
  public PreparedStatement prepare(String text) throws SQLException {
    PreparedStatement statement = statements.get(text);
    if (statement == null) {
      statement = jdbc.prepareStatement(text);
      statements.put(text, statement);
    }
    return statement;
  }

  /** Prepared anew, for the caller to close. */
  public PreparedStatement prepareAnew(Sql statement) throws SQLException {
    return jdbc.prepareStatement(statement.in(dialect));
  }

  /**
   * An insert of several rows in one statement.
   *
   * @param values the places of one row
   */
  public String rows(Sql insert, Sql values, int count) {
    return insert.in(dialect) + (", " + values.in(dialect)).repeat(count - 1);
  }

  @Override
  public void close() {
    for (PreparedStatement statement : statements.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        // The connection is broken or gone; its statements went with it.
        break;
      }
    }
    statements.clear();
  }
}
