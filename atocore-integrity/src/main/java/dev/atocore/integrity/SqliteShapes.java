package dev.atocore.integrity;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;

/** All that is particular to SQLite in the checks. */
final class SqliteShapes {
  /** Where SQLite keeps the list of tables. */
  static final String SCHEMA_TABLE = "sqlite_schema";

  /**
   * The memories by their index of living ones, which alone answers the question for duplicates:
   * left to itself SQLite takes the index of statuses and reads every row.
   */
  static final Table<Record> MEMORIES_BY_CONTENT = table("memories INDEXED BY memories_living");

  /**
   * The status is active, said so that the index of living memories still applies: its own
   * condition must stand there word for word, and a unary plus keeps SQLite from another index.
   */
  static final Condition ACTIVE =
      condition("status IN ('candidate', 'active') AND +status = 'active'");

  /**
   * Rows that differ from their newest entry, compared inside the database: a first sieve, exact
   * but for the spelling of numbers and escapes. A row whose newest entries are missing is not
   * compared. JSON holds no blobs, so those of other programs are shown as text.
   */
  static final String DRIFTED =
      "SELECT m.id, a.id, "
          + image()
          + " AS image, a.after_json FROM memories m JOIN memory_audit a ON a.memory_id = m.id AND a.version ="
          + " (SELECT max(n.version) FROM memory_audit n WHERE n.memory_id = m.id)"
          + " WHERE a.version >= m.version AND image <> a.after_json";

  private SqliteShapes() {}

  /** The tables that have pages of their own, the schema's among them. */
  static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>(List.of(SCHEMA_TABLE));
    Rows.forEach(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name",
        row -> names.add(row.getString(1)));
    return names;
  }

  /** SQLite's own look at one table and its indexes; a full one also compares the two. */
  static String ownCheck(String table, boolean full) {
    String pragma = full ? "PRAGMA integrity_check" : "PRAGMA quick_check";
    return pragma + "('" + table.replace("'", "''") + "')";
  }

  private static String image() {
    return "json_object('id', m.id, 'type', CAST(m.type AS TEXT), 'content', CAST(m.content AS TEXT),"
        + " 'project', CAST(m.project AS TEXT), 'status', CAST(m.status AS TEXT),"
        + " 'confidence', "
        + number("m.confidence")
        + ", 'reference_count', "
        + number("m.reference_count")
        + ", 'last_referenced_at', CAST(m.last_referenced_at AS TEXT),"
        + " 'source_chunk_id', CAST(m.source_chunk_id AS TEXT),"
        + " 'superseded_by', CAST(m.superseded_by AS TEXT), 'version', "
        + number("m.version")
        + ", 'created_at', CAST(m.created_at AS TEXT), 'updated_at', CAST(m.updated_at AS TEXT))";
  }

  private static String number(String column) {
    return "CASE typeof("
        + column
        + ") WHEN 'blob' THEN hex("
        + column
        + ") ELSE "
        + column
        + " END";
  }
}
