package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import dev.atocore.core.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Tables, indexes and triggers that are not as the migrations made them. */
final class SchemaAltered extends BuiltInCheck {
  SchemaAltered() {
    super(
        "schema-altered",
        Severity.WARNING,
        "tables, indexes and triggers that are missing, changed or added to AtoCore's tables",
        "restore the object as 'sqlite3 NEW_STORE .schema' shows it, or restore a backup");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Map<String, String> made = ofNewStore();
    Map<String, String> there = context.read(SchemaAltered::objects);
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

  /** What the migrations make, from a store made for the purpose. */
  private static Map<String, String> ofNewStore() {
    try {
      Path folder = Files.createTempDirectory("atocore-schema");
      Path file = folder.resolve("store.db");
      try (MemoryStore store = MemoryStore.open(file)) {
        return store.read(SchemaAltered::objects);
      } finally {
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
          Files.deleteIfExists(folder.resolve("store.db" + suffix));
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no store can be made for comparison: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> objects(Connection connection) throws SQLException {
    Map<String, String> objects = new TreeMap<>();
    Rows.forEach(
        connection,
        SqliteShapes.OBJECTS,
        row -> objects.put(row.getString(1) + " " + row.getString(2), row.getString(3)));
    Rows.forEach(
        connection,
        "SELECT version, name || ' ' || checksum FROM schema_migrations",
        row -> objects.put("migration " + row.getLong(1), row.getString(2)));
    return objects;
  }
}
