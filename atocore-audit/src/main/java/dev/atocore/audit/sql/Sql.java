package dev.atocore.audit.sql;

/** A statement, or a part of one, in the words of each database. */
public interface Sql {
  /** The text for that database. */
  String in(SqlDialect dialect);

  /** Whether it is a whole statement, and not a part that others are put together from. */
  boolean isWhole();
}
