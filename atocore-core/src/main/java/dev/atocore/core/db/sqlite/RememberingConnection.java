package dev.atocore.core.db.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection whose prepared statements remember the names of their columns. The driver asks
 * SQLite for all of them each time a statement runs, an object and a call for each: more than
 * looking the row up takes. They cannot change, since a prepared statement keeps its columns.
 */
final class RememberingConnection extends JDBC4Connection {
  RememberingConnection(String url, String file, Properties properties) throws SQLException {
    super(url, file, properties);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    checkCursor(type, concurrency, holdability);
    return new RememberingStatement(this, sql);
  }

  private static final class RememberingStatement extends JDBC4PreparedStatement {
    private String @Nullable [] names;

    RememberingStatement(SQLiteConnection connection, String sql) throws SQLException {
      super(connection, sql);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
      if (names != null && !rs.isOpen()) {
        rs.colsMeta = names;
      }
      ResultSet rows = super.getResultSet();
      names = rs.colsMeta;
      return rows;
    }
  }
}
