package dev.atocore.integrity.checks.sqlite;

import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables of a store's file, as SQLite lists them. */
final class Tables {
  /** Where SQLite keeps the list of tables. */
  static final String SCHEMA_TABLE = "sqlite_schema";

  private Tables() {}

  /** The tables that have pages of their own, the schema's among them. */
  static List<String> of(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>(List.of(SCHEMA_TABLE));
    Rows.forEach(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name",
        row -> names.add(row.getString(1)));
    return names;
  }

  /** The names of that table's indexes. */
  static List<String> indexes(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    Rows.forEach(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?",
        row -> names.add(row.getString(1)),
        table);
    return names;
  }

  /** A name as a word in a statement. */
  static String quote(String name) {
    return "'" + name.replace("'", "''") + "'";
  }
}
