package dev.atocore.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.sqlite.SQLiteOpenMode;

/**
 * The same rows and entries, byte for byte, written by sqlite-jdbc with prepared statements and
 * nothing else: no hash, no JSON, no checks. They are read from a store that AtoCore has finished.
 */
final class RawWrites implements Task {
  private static final int BULK = 1000;
  private static final String MEMORY =
      "id, type, content, content_hash, project, status, confidence, reference_count,"
          + " last_referenced_at, source_chunk_id, superseded_by, version, audit_head, created_at,"
          + " updated_at";
  private static final String ENTRY =
      "id, memory_id, version, action, actor, project, before_json, after_json, note, timestamp,"
          + " request_id, salt, prev_hash, hash, before_digest, after_digest, note_digest";

  private final String kind;
  private final Slice slice;
  private final Connection connection;
  private final Connection template;
  private final Statement control;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement entry;
  private final List<Object[]> memories = new ArrayList<>();
  private final List<Object[]> entries = new ArrayList<>();

  RawWrites(String kind, Path file, Slice slice, Path templateFile) throws SQLException {
    this.kind = kind;
    this.slice = slice;
    this.connection = connect(file);
    this.template = connect(templateFile);
    this.control = connection.createStatement();
    this.find = connection.prepareStatement("SELECT " + MEMORY + " FROM memories WHERE id = ?");
    this.insert =
        connection.prepareStatement(
            "INSERT INTO memories (" + MEMORY + ") VALUES (" + marks(15) + ")");
    this.update =
        connection.prepareStatement(
            "UPDATE memories SET status = ?, superseded_by = ?, version = ?, audit_head = ?,"
                + " updated_at = ? WHERE id = ? AND version = ?");
    this.entry =
        connection.prepareStatement(
            "INSERT INTO memory_audit (" + ENTRY + ") VALUES (" + marks(17) + ")");
  }

  /** As {@code SqliteDatabase} connects. */
  static Connection connect(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", "60000");
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("cache_size", "-16384");
    properties.setProperty(
        "open_mode",
        Integer.toString(
            SQLiteOpenMode.READWRITE.flag
                | SQLiteOpenMode.CREATE.flag
                | SQLiteOpenMode.NOMUTEX.flag));
    properties.setProperty("jdbc.get_generated_keys", "false");
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 4000");
      statement.execute("PRAGMA secure_delete = ON");
    }
    return connection;
  }

  private static String marks(int count) {
    return "?" + ", ?".repeat(count - 1);
  }

  @Override
  public void prepare(int round) throws SQLException {
    int version = kind.equals("create") || kind.equals("import") ? 1 : 2;
    read(
        memories,
        15,
        "SELECT " + MEMORY + " FROM memories WHERE seq > ? ORDER BY seq LIMIT ?",
        slice.from(round));
    read(
        entries,
        17,
        "SELECT a."
            + ENTRY.replace(", ", ", a.")
            + " FROM (SELECT seq, id FROM memories WHERE seq > ? ORDER BY seq LIMIT ?) m"
            + " JOIN memory_audit a ON a.memory_id = m.id AND a.version = "
            + version
            + " ORDER BY m.seq",
        slice.from(round));
  }

  private void read(List<Object[]> into, int columns, String sql, int from) throws SQLException {
    into.clear();
    try (PreparedStatement select = template.prepareStatement(sql)) {
      select.setInt(1, from);
      select.setInt(2, slice.size());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Object[] row = new Object[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = rows.getObject(i + 1);
          }
          into.add(row);
        }
      }
    }
  }

  @Override
  public void run(int round) throws SQLException {
    int size = kind.equals("import") || kind.equals("sweep") ? BULK : 1;
    for (int i = 0; i < memories.size(); i++) {
      if (i % size == 0) {
        control.execute("BEGIN IMMEDIATE");
      }
      if (kind.equals("create") || kind.equals("import")) {
        set(insert, memories.get(i), 0, 15);
        insert.executeUpdate();
      } else {
        change(memories.get(i));
      }
      set(entry, entries.get(i), 0, 17);
      entry.executeUpdate();
      if (i % size == size - 1 || i == memories.size() - 1) {
        control.execute("COMMIT");
      }
    }
  }

  private void change(Object[] memory) throws SQLException {
    long version;
    find.setObject(1, memory[0]);
    try (ResultSet rows = find.executeQuery()) {
      rows.next();
      for (int i = 1; i < 15; i++) {
        rows.getObject(i);
      }
      version = rows.getLong(12);
    }
    update.setObject(1, memory[5]);
    update.setObject(2, memory[10]);
    update.setObject(3, memory[11]);
    update.setObject(4, memory[12]);
    update.setObject(5, memory[14]);
    update.setObject(6, memory[0]);
    update.setLong(7, version);
    if (update.executeUpdate() != 1) {
      throw new IllegalStateException("not updated: " + memory[0]);
    }
  }

  private static void set(PreparedStatement statement, Object[] row, int from, int to)
      throws SQLException {
    for (int i = from; i < to; i++) {
      statement.setObject(i + 1, row[i]);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    template.close();
  }
}
