package dev.atocore.audit.sql;

/** The databases that the statements are rendered for. */
public enum SqlDialect {
  /** SQLite, as sqlite-jdbc brings it. */
  SQLITE,
  /** PostgreSQL. */
  POSTGRESQL
}
