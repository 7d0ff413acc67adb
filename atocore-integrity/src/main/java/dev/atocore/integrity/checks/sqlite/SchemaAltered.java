package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.db.Migration;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Tables, indexes and triggers that are not as the migrations made them. */
public final class SchemaAltered extends BuiltInCheck {
  /**
   * The hash of what the migrations make. A schema that has it needs no new store beside it, which
   * would be a fifth of a small store's checks.
   */
  static final String AS_MADE = "7689364e553c03ec47a168939eb8aa71";

  /** What was made by a statement, but for the tables that FTS5 keeps for itself. */
  private static final String OBJECTS =
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
          + " AND name NOT LIKE 'memories\\_fts\\_%' ESCAPE '\\' OR type = 'trigger'";

  private static final String RENAMED_INDEX =
      "CREATE VIRTUAL TABLE \"" + SearchIndexDrift.INDEX + "\"";

  public SchemaAltered() {
    super(
        "schema-altered",
        Severity.WARNING,
        "tables, indexes and triggers that are missing, changed or added to AtoCore's tables",
        "restore the object as 'sqlite3 NEW_STORE .schema' shows it, or restore a backup with"
            + " 'atocore db restore'",
        Capability.SCHEMA_TEXT);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Map<String, String> there = context.read(SchemaAltered::objects);
    if (hash(there).equals(AS_MADE)) {
      return;
    }
    Map<String, String> made = ofNewStore(context.store().location());
    for (Map.Entry<String, String> object : made.entrySet()) {
      String sql = there.get(object.getKey());
      if (sql == null) {
        findings.add(object.getKey(), Details.of(object.getKey() + " is missing"));
      } else if (!sql.equals(object.getValue())) {
        findings.add(
            object.getKey(),
            Details.of(object.getKey() + " is not as AtoCore made it").with("sql", sql));
      }
    }
    for (Map.Entry<String, String> object : there.entrySet()) {
      // Other programs may bring tables and indexes; a trigger acts on what AtoCore writes.
      boolean acts =
          object.getKey().startsWith("trigger ") || object.getKey().startsWith("migration ");
      if (acts && !made.containsKey(object.getKey())) {
        findings.add(
            object.getKey(),
            Details.of(object.getKey() + " is not AtoCore's").with("sql", object.getValue()));
      }
    }
  }

  static Map<String, String> ofNewStore(StoreLocation location) {
    return Schema.at(location).ofNewStore(SchemaAltered::objects);
  }

  static String hash(Map<String, String> objects) {
    StringBuilder all = new StringBuilder();
    objects.forEach((name, sql) -> all.append(name).append('\0').append(sql).append('\0'));
    return ContentHash.of(all.toString());
  }

  static Map<String, String> objects(Connection connection) throws SQLException {
    Map<String, String> objects = new TreeMap<>();
    Rows.forEach(
        connection,
        OBJECTS,
        row ->
            objects.put(
                row.getString(1) + " " + row.getString(2),
                // Stores that older releases made have the notes of their build in them, and SQLite
                // quotes the name of an index that a repair put in its place.
                Migration.withoutBuildNotes(row.getString(3))
                    .replace(RENAMED_INDEX, RENAMED_INDEX.replace("\"", ""))));
    Rows.forEach(
        connection,
        "SELECT version, name || ' ' || checksum FROM schema_migrations",
        row -> objects.put("migration " + row.getLong(1), row.getString(2)));
    return objects;
  }
}
