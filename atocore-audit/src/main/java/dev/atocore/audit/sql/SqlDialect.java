package dev.atocore.audit.sql;

import java.sql.Connection;

/** The databases that the statements are rendered for. */
public enum SqlDialect {
  /** SQLite, as sqlite-jdbc brings it. */
  SQLITE,
  /** PostgreSQL. */
  POSTGRESQL;

  /** The one of a connection, by its driver's class: asking SQLite's driver loads half of it. */
  public static SqlDialect of(Connection connection) {
    return connection.getClass().getName().startsWith("org.postgresql.") ? POSTGRESQL : SQLITE;
  }
}
