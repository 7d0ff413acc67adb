package dev.atocore.integrity.check;

import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.OwnActor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that is particular to SQLite in the checks. */
public final class SqliteShapes {
  /** The memories that entries after the first {@code ?} are about. */
  public static final String CHANGED = "(SELECT c.memory_id FROM memory_audit c WHERE c.id > ?)";

  /** The search index of the memories. */
  public static final String SEARCH_INDEX = "memories_fts";

  private static final String SEARCH_INDEXES =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage = 0"
          + " AND sql LIKE 'CREATE VIRTUAL TABLE%' AND sql LIKE '%fts5%'";

  /** Where SQLite keeps the list of tables. */
  public static final String SCHEMA_TABLE = "sqlite_schema";

  /**
   * The memories by their index of living ones, which alone answers the question for duplicates:
   * left to itself SQLite takes the index of statuses and reads every row.
   */
  public static final String MEMORIES_BY_CONTENT = "memories INDEXED BY memories_living";

  private static final String LIVING =
      "memories INDEXED BY memories_living WHERE status IN ('candidate', 'active') AND";

  /** That hash, where active memories share it. */
  public static final String SHARED_HASH =
      "SELECT content_hash, type, project FROM "
          + LIVING
          + " +status = 'active' AND content_hash = ? GROUP BY content_hash, type, project HAVING count(*) > 1";

  /** A row when some living memory has no hash. */
  static final String WITHOUT_HASH = "SELECT 1 FROM " + LIVING + " content_hash IS NULL LIMIT 1";

  /**
   * The status is active, said so that the index of living memories still applies: its own
   * condition must stand there word for word, and a unary plus keeps SQLite from another index.
   */
  public static final String ACTIVE = "(status IN ('candidate', 'active') AND +status = 'active')";

  /**
   * Rows that differ from their newest entry, compared inside the database: a first sieve, exact
   * but for the spelling of numbers and escapes. A row whose newest entries are missing is not
   * compared. JSON holds no blobs, so those of other programs are shown as text.
   */
  static final String DRIFTED =
      "SELECT m.id, a.id, "
          + SqlImage.of("m")
          + " AS image, a.after_json FROM memories m JOIN memory_audit a ON a.memory_id = m.id AND a.version ="
          + " (SELECT max(n.version) FROM memory_audit n WHERE n.memory_id = m.id)"
          + " WHERE a.version >= m.version AND image <> a.after_json";

  /**
   * Ids of memories in a range of {@code seq} that may have drifted: they differ from the entry of
   * their own version, or a later entry exists. Half the cost of {@link #DRIFTED}, which then looks
   * at these few.
   */
  public static final String SUSPECTS =
      "SELECT m.id FROM memories m LEFT JOIN memory_audit a ON a.memory_id = m.id AND a.version = m.version"
          + " WHERE m.seq > ? AND m.seq <= ? AND ("
          + SqlImage.of("m")
          + " <> a.after_json OR EXISTS (SELECT 1 FROM memory_audit n WHERE n.memory_id = m.id AND n.version > m.version))";

  /**
   * Memories in a range of {@code seq} with fewer entries than versions, told by the log's index
   * alone. That index is unique: no version counts twice.
   */
  public static final String INCOMPLETE =
      "SELECT m.id, m.version FROM memories m WHERE m.seq > ? AND m.seq <= ?"
          + " AND (SELECT count(*) < max(m.version, coalesce(max(n.version), 0), 1) FROM memory_audit n"
          + " WHERE n.memory_id = m.id AND n.version >= 1)";

  /** The same of one memory. */
  public static final String DRIFTED_ONE = DRIFTED + " AND m.id = ?";

  /** The same among the memories that changed. */
  public static final String DRIFTED_LATELY = DRIFTED + " AND m.id IN " + CHANGED;

  private static final String[][] DOMAIN = {
    {
      "type", "type IN ('identity', 'preference', 'project', 'episodic', 'knowledge', 'adaptation')"
    },
    {"status", "status IN ('candidate', 'active', 'superseded', 'invalid')"},
    {"confidence", "typeof(confidence) = 'real' AND confidence BETWEEN 0 AND 1"},
    {"reference_count", "typeof(reference_count) = 'integer' AND reference_count >= 0"},
    {"version", "typeof(version) = 'integer' AND version >= 1"},
    {"updated_at", "updated_at >= created_at"},
    {"id", "id <> ''"}
  };

  private static final String OUT_OF_DOMAIN = outOfDomain();

  /**
   * The id, and the names of the columns whose value AtoCore would not have written, in a range of
   * {@code seq}.
   */
  public static final String OUT_OF_DOMAIN_BETWEEN = OUT_OF_DOMAIN + " AND seq > ? AND seq <= ?";

  /** The same among the memories that changed. */
  public static final String OUT_OF_DOMAIN_LATELY = OUT_OF_DOMAIN + " AND id IN " + CHANGED;

  /**
   * Entries that a repair made start from what it found, and are meant to. Their request id says
   * so. Releases before that gave repairs none, and told them by the actor; a command or an HTTP
   * request that took the name always has one.
   */
  private static final String NOT_REPAIRED =
      " AND CASE WHEN e.request_id IS NULL THEN e.actor <> '"
          + OwnActor.INTEGRITY_REPAIR.word()
          + "' ELSE e.request_id NOT GLOB '"
          + Change.REPAIR_PREFIX
          + "*' END";

  private static final String ENTRY_RANGE = " AND e.id > ? AND e.id <= ?";

  private static final String WITH_PREVIOUS =
      " FROM memory_audit e JOIN memory_audit p ON p.memory_id = e.memory_id AND p.version = e.version - 1";

  public static final String LOST_UPDATES =
      "SELECT e.memory_id, e.version, e.id, e.actor"
          + WITH_PREVIOUS
          + " WHERE e.before_json <> p.after_json"
          + NOT_REPAIRED
          + ENTRY_RANGE;

  public static final String CLOCK_REVERSED =
      "SELECT e.memory_id, e.version, e.id, e.timestamp"
          + WITH_PREVIOUS
          + " WHERE e.timestamp < p.timestamp"
          + ENTRY_RANGE;

  /** Erased entries have neither image and are left alone, as are images that are no JSON. */
  public static final String ILLEGAL_TRANSITIONS =
      "SELECT memory_id, version, id, action || ': ' || coalesce(was, 'nothing') || ' to ' || became FROM"
          + " (SELECT e.memory_id, e.version, e.id, e.action, e.before_json,"
          + " e.before_digest,"
          + " CASE WHEN json_valid(e.before_json) THEN json_extract(e.before_json, '$.status') END AS was,"
          + " CASE WHEN json_valid(e.after_json) THEN json_extract(e.after_json, '$.status') END AS became,"
          + " CASE WHEN json_valid(e.after_json) THEN json_extract(e.after_json, '$.content') END AS says"
          + " FROM memory_audit e WHERE e.after_json IS NOT NULL"
          + NOT_REPAIRED
          + ENTRY_RANGE
          + ") WHERE became IS NOT NULL AND CASE"
          + " WHEN was IS NULL THEN before_json IS NULL AND before_digest IS NULL AND (action <> 'created' OR version <> 1)"
          + " WHEN action = 'reverted' THEN 0"
          + " WHEN was = 'candidate' AND became = 'active' THEN action <> 'promoted'"
          + " WHEN was = 'candidate' AND became = 'invalid' THEN action <> 'rejected'"
          + " WHEN was = 'active' AND became = 'superseded' THEN action <> 'superseded'"
          + " WHEN was = 'active' AND became = 'invalid' THEN action <> 'invalidated'"
          + " WHEN was = became AND was IN ('candidate', 'active') THEN action NOT IN ('updated', 'reinforced')"
          + " WHEN was = became AND says = '[redacted]' THEN action <> 'updated'"
          + " ELSE 1 END";

  /** Memories in a range of {@code seq} that search does not find; the range is given twice. */
  public static final String NOT_INDEXED =
      "SELECT seq FROM memories WHERE seq > ? AND seq <= ?"
          + " EXCEPT SELECT id FROM memories_fts_docsize WHERE id > ? AND id <= ? ORDER BY 1";

  public static final String NOT_INDEXED_LATELY =
      "SELECT m.seq FROM memories m WHERE m.id IN "
          + CHANGED
          + " AND NOT EXISTS (SELECT 1 FROM memories_fts_docsize d WHERE d.id = m.seq)";

  /** The other way round. */
  public static final String INDEXED_IN_VAIN =
      "SELECT id FROM memories_fts_docsize WHERE id > ? AND id <= ?"
          + " EXCEPT SELECT seq FROM memories WHERE seq > ? AND seq <= ? ORDER BY 1";

  /** By how many rows the search index is longer; SQLite counts without looking at rows. */
  public static final String INDEXED_TOO_MANY =
      "SELECT (SELECT count(*) FROM memories_fts_docsize) - (SELECT count(*) FROM memories)";

  /** Rank 1 compares with the contents; without it FTS5 finds such an index sound. */
  public static final String COMPARE_SEARCH_INDEX =
      "INSERT INTO memories_fts (memories_fts, rank) VALUES ('integrity-check', 1)";

  /** What was made by a statement, but for the tables that FTS5 keeps for itself. */
  public static final String OBJECTS =
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
          + " AND name NOT LIKE 'memories\\_fts\\_%' ESCAPE '\\' OR type = 'trigger'";

  public static final String VERSION = "SELECT sqlite_version()";

  /** Every column as a literal, so that no two different rows look alike. */
  public static final String MEMORY_ROW =
      "SELECT quote(id) || quote(type) || quote(content) || quote(project) || quote(status) || quote(confidence)"
          + " || quote(reference_count) || quote(last_referenced_at) || quote(source_chunk_id)"
          + " || quote(superseded_by) || quote(version) || quote(audit_head) || quote(created_at)"
          + " || quote(updated_at) FROM memories WHERE id = ?";

  /** The younger active memories that say the same as that one, told by the index of the living. */
  public static final String SAME_AS =
      "SELECT n.id FROM memories o JOIN memories n INDEXED BY memories_living"
          + " ON (n.content_hash = o.content_hash OR n.content_hash IS NULL) AND n.type = o.type"
          + " AND n.project IS o.project AND n.status IN ('candidate', 'active') AND +n.status = 'active'"
          + " AND n.content = o.content AND n.seq > o.seq WHERE o.id = ? ORDER BY n.seq";

  /** Steps through the index from one project to the next, however many memories each has. */
  public static final String PROJECTS_NOT_REGISTERED =
      "WITH RECURSIVE p (id) AS (SELECT min(project) FROM memories WHERE project > ''"
          + " UNION ALL SELECT (SELECT min(m.project) FROM memories m WHERE m.project > p.id) FROM p WHERE p.id IS NOT NULL)"
          + " SELECT id FROM p WHERE id IS NOT NULL EXCEPT SELECT id FROM projects ORDER BY 1";

  public static final String PROJECT_ROW = "SELECT quote(id) FROM projects WHERE id = ?";
  public static final String DOCUMENT_ROW = "SELECT quote(id) FROM source_documents WHERE id = ?";

  public static final String QUARANTINE =
      "INSERT INTO source_documents (id, title) VALUES (?, 'In quarantine: this document was missing')";
  public static final String REBUILD_SEARCH_INDEX =
      "INSERT INTO memories_fts (memories_fts) VALUES ('rebuild')";

  /** The row of a memory as JSON, whatever its columns hold. */
  public static final String MEMORY_IMAGE =
      "SELECT " + SqlImage.of("m") + " FROM memories m WHERE m.id = ?";

  /** The row of a source chunk as JSON, whatever its columns hold. */
  public static final String CHUNK_IMAGE =
      "SELECT json_object('id', CAST(id AS TEXT), 'document_id', CAST(document_id AS TEXT),"
          + " 'ordinal', "
          + number("ordinal")
          + ", 'content', CAST(content AS TEXT), 'created_at', CAST(created_at AS TEXT))"
          + " FROM source_chunks WHERE id = ?";

  /**
   * Kept numbers that SQLite would not have kept: no number, less than one that a row has, or of no
   * table. Tables of other programs are left alone.
   */
  public static final String NUMBERS_THAT_COME_BACK =
      "SELECT 'source_chunks', coalesce(group_concat(s.seq), 'nothing'), c.last FROM"
          + " (SELECT max(seq) AS last FROM source_chunks) c"
          + " LEFT JOIN sqlite_sequence s ON s.name = 'source_chunks' WHERE c.last IS NOT NULL"
          + " GROUP BY c.last"
          + " HAVING count(s.name) <> 1 OR typeof(max(s.seq)) <> 'integer' OR max(s.seq) < c.last";

  private SqliteShapes() {}

  /** The row of that table with that number, every column of its digest as a literal, and it. */
  public static String row(DigestedTable table) {
    return "SELECT quote(row_digest) || quote("
        + String.join(") || quote(", table.columns())
        + ") FROM "
        + table.table()
        + " WHERE rowid = ?";
  }

  public static String forgetDigest(DigestedTable table) {
    return "UPDATE " + table.table() + " SET row_digest = NULL WHERE rowid = CAST(? AS INTEGER)";
  }

  /** The rows of that table in a range of their numbers, with what their digest tells. */
  public static String digestedRows(DigestedTable table) {
    return "SELECT "
        + table.stored()
        + ", rowid AS rowid, "
        + String.join(", ", table.columns())
        + " FROM "
        + table.table()
        + " WHERE rowid > ? AND rowid <= ? ORDER BY rowid";
  }

  public static String reindex(String table) {
    return "REINDEX " + quote(table);
  }

  /** Each pair of a table and one it refers to, as {@code table/parent}. */
  public static Set<String> foreignKeys(Connection connection) throws SQLException {
    Set<String> pairs = new LinkedHashSet<>();
    for (String table : tables(connection)) {
      Rows.forEach(
          connection,
          "PRAGMA foreign_key_list(" + quote(table) + ")",
          row -> pairs.add(table + "/" + row.getString(3)));
    }
    return pairs;
  }

  /** The rows of that table that refer to a missing row: table, rowid, parent. */
  public static String foreignKeyCheck(String table) {
    return "PRAGMA foreign_key_check(" + quote(table) + ")";
  }

  /** Seq, id, storage class, bytes and hash of each content in a range of {@code seq}. */
  public static String contentBytes(String table) {
    return "SELECT seq, id, typeof(content), CAST(content AS BLOB), content_hash FROM "
        + table
        + " WHERE seq > ? AND seq <= ? ORDER BY seq";
  }

  /** The largest number in that column; null without a row. */
  static String last(String column, String table) {
    return "SELECT max(" + column + ") FROM " + table;
  }

  /**
   * Where a piece of the rows ends that come after the one number and up to the other: that many
   * numbers further on, but never so near that it holds only a few rows.
   */
  static String endOfRange(String column, String table) {
    return "SELECT max(max(n), min(n) + 9999) FROM (SELECT "
        + column
        + " AS n FROM "
        + table
        + " WHERE n > ? AND n <= ? ORDER BY n LIMIT 200)";
  }

  /** The first and the last number of a row. */
  static String firstAndLast(String table) {
    return "SELECT (SELECT min(rowid) FROM " + table + "), (SELECT max(rowid) FROM " + table + ")";
  }

  /** The text of the first row from that number on, as bytes; no row where it is no text. */
  static String textAt(String column, String table) {
    return "SELECT CAST(k AS BLOB) FROM (SELECT "
        + column
        + " AS k FROM "
        + table
        + " WHERE rowid >= ? ORDER BY rowid LIMIT 1) WHERE typeof(k) = 'text'";
  }

  /** The hashes in that piece that occur twice or are of another length, and whether they are. */
  static String remarkableHashes(int length, KeyRange range) {
    String other = "length(content_hash) <> " + length;
    return "SELECT content_hash, "
        + other
        + " FROM "
        + LIVING
        + " "
        + range.on("content_hash")
        + " GROUP BY content_hash HAVING count(*) > 1 OR "
        + other;
  }

  /** Hashes of that length, in that piece, that occur twice among active memories. */
  public static String sharedHashes(int length, KeyRange range) {
    return "SELECT content_hash, type, project FROM "
        + LIVING
        + " +status = 'active' AND length(content_hash) = "
        + length
        + " AND "
        + range.on("content_hash")
        + " GROUP BY content_hash, type, project HAVING count(*) > 1";
  }

  /**
   * The texts in a piece of a column that are no id in that table, walking two indexes side by
   * side. The range is given twice.
   */
  public static String withoutParent(String column, String table, String parent, KeyRange range) {
    return "SELECT "
        + column
        + " FROM "
        + table
        + " WHERE "
        + range.on(column)
        + " EXCEPT SELECT id FROM "
        + parent
        + " WHERE "
        + range.on("id")
        + " ORDER BY 1";
  }

  /** The tables that have pages of their own, the schema's among them. */
  public static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>(List.of(SCHEMA_TABLE));
    Rows.forEach(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name",
        row -> names.add(row.getString(1)));
    return names;
  }

  /** The names of that table's indexes. */
  public static List<String> indexes(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    Rows.forEach(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?",
        row -> names.add(row.getString(1)),
        table);
    return names;
  }

  /**
   * SQLite's own look at one table and its indexes, or at the whole file for an empty name; a full
   * one also compares tables and indexes.
   */
  public static String ownCheck(String table, boolean full) {
    String pragma = full ? "PRAGMA integrity_check" : "PRAGMA quick_check";
    return table.isEmpty() ? pragma : pragma + "(" + quote(table) + ")";
  }

  /**
   * Makes the connection read anew how its search indexes are laid out. FTS5 remembers that for
   * each connection and looks whether it is still so when a cursor is opened or a row is written,
   * but not when SQLite's own check asks it: if another connection has merged or rebuilt an index
   * meanwhile, the check would report parts that are gone as damage.
   */
  public static void refreshSearchIndexes(Connection connection) throws SQLException {
    List<String> indexes = new ArrayList<>();
    Rows.forEach(connection, SEARCH_INDEXES, row -> indexes.add(row.getString(1)));
    for (String index : indexes) {
      try {
        Rows.forEach(connection, "SELECT rowid FROM " + quoteName(index) + " LIMIT 1", row -> {});
      } catch (SQLException e) {
        // Not to be read, or not at present: the check that follows tells.
      }
    }
  }

  private static String quoteName(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String quote(String name) {
    return "'" + name.replace("'", "''") + "'";
  }

  /** The names are put together only for the rows that the condition has found. */
  private static String outOfDomain() {
    StringBuilder fields = new StringBuilder("''");
    StringBuilder sound = new StringBuilder("1");
    for (String[] column : DOMAIN) {
      fields.append(" || CASE WHEN ").append(column[1]).append(" THEN '' ELSE '");
      fields.append(column[0]).append(" ' END");
      sound.append(" AND ").append(column[1]);
    }
    return "SELECT id, " + fields + " FROM memories WHERE NOT (" + sound + ")";
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
