package dev.atocore.core;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The rows of the table of projects. Plain JDBC: the statement is the same in SQLite and
 * PostgreSQL.
 */
final class ProjectTable {
  private static final String REGISTER =
      "INSERT INTO projects (id, created_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING";

  private ProjectTable() {}

  /** Registers a project unless it is there. */
  static void register(StoreConnection connection, String id) throws SQLException {
    PreparedStatement insert = connection.prepare(REGISTER);
    insert.setString(1, id);
    insert.setString(2, Times.format(Instant.now()));
    insert.executeUpdate();
  }
}
