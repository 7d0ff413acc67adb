package dev.atocore.core.db.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.TableShape.Column;
import dev.atocore.core.db.TableShape.Kind;
import dev.atocore.core.db.Transfer;
import dev.atocore.core.error.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of a store in a SQLite file, to and from other stores. */
final class SqliteTransfer implements Transfer {
  /** What is made of other rows, and the record of this file's schema. */
  private static final Set<String> OWN =
      Set.of(MARK, LATER, EXTENT, "schema_migrations", "memory_words", "memory_vectors.stamp");

  private static final String TABLES =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE"
          + " '\\' AND name <> 'memories_fts' AND name NOT LIKE 'memories\\_fts\\_%' ESCAPE '\\'"
          + " ORDER BY name";

  private static final char UNREADABLE = '\ufffd';

  @Override
  public List<TableShape> tables(Connection connection) throws SQLException {
    List<TableShape> tables = new ArrayList<>();
    for (String name : texts(connection, TABLES)) {
      if (!OWN.contains(name)) {
        tables.add(shape(connection, name));
      }
    }
    return tables;
  }

  private static TableShape shape(Connection connection, String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    Map<Integer, String> keys = new TreeMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT name, type, pk FROM pragma_table_info(?)")) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (OWN.contains(table + "." + rows.getString(1))) {
            continue;
          }
          columns.add(new Column(rows.getString(1), kind(rows.getString(2))));
          if (rows.getInt(3) > 0) {
            keys.put(rows.getInt(3), rows.getString(1));
          }
        }
      }
    }
    return new TableShape(
        table, columns, keys.isEmpty() ? unique(connection, table) : List.copyOf(keys.values()));
  }

  /** What tells the rows of a table apart that has no primary key. */
  private static List<String> unique(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT i.name FROM pragma_index_info((SELECT name FROM pragma_index_list(?) WHERE"
                + " \"unique\" = 1 AND partial = 0 ORDER BY name LIMIT 1)) i ORDER BY i.seqno")) {
      select.setString(1, table);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "TEXT" -> Kind.TEXT;
      case "INTEGER" -> Kind.INTEGER;
      case "DOUBLE PRECISION", "REAL" -> Kind.REAL;
      case "BLOB" -> Kind.BYTES;
      default -> Kind.OTHER;
    };
  }

  @Override
  public boolean isUnfinished(Connection connection) throws SQLException {
    return isMarked(connection);
  }

  static boolean isMarked(Connection connection) throws SQLException {
    return !texts(connection, "SELECT name FROM sqlite_schema WHERE name = '" + MARK + "'")
        .isEmpty();
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    execute(connection, "PRAGMA foreign_keys = OFF");
  }

  /** Waiting for the disk once for a thousand rows costs nothing that can be seen. */
  @Override
  public void hurry(Connection connection) {}

  @Override
  public List<String> suspend(Connection connection) throws SQLException {
    List<String> later =
        texts(connection, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name");
    for (String name :
        texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")) {
      execute(connection, dropTrigger(name));
    }
    later.add("PRAGMA user_version = " + SqliteDatabase.pragma(connection, "user_version"));
    execute(connection, "PRAGMA user_version = 0");
    return later;
  }

  @Override
  public void restore(Connection connection, List<String> statements) throws SQLException {
    for (String statement : statements) {
      execute(connection, statement);
    }
  }

  @Override
  public @Nullable Object read(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof String text
        && text.indexOf(UNREADABLE) >= 0
        && !Arrays.equals(text.getBytes(UTF_8), row.getBytes(column))) {
      throw new StoreException(
          "copy_unfit",
          "a text in the column "
              + row.getMetaData().getColumnName(column)
              + " is no UTF-8, so it cannot be copied as it is",
          null);
    }
    return value;
  }

  /** Any, as another program may have written it. */
  @Override
  public @Nullable String unfit(Column column, Object value) {
    return null;
  }

  @Override
  public Map<String, Long> counters(Connection connection) throws SQLException {
    Map<String, Long> counters = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, seq FROM sqlite_sequence")) {
      while (rows.next()) {
        counters.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counters;
  }

  /** Only one table never gives a number twice; the others go on behind their last row. */
  @Override
  public void counters(Connection connection, Map<String, Long> given) throws SQLException {
    long chunks = given.getOrDefault("source_chunks", 0L);
    long there = counters(connection).getOrDefault("source_chunks", 0L);
    if (chunks > there) {
      execute(connection, "DELETE FROM sqlite_sequence WHERE name = 'source_chunks'");
      execute(connection, lastChunk(chunks));
    }
  }

  private static String dropTrigger(String name) {
    return "DROP TRIGGER \"" + name + "\"";
  }

  private static String lastChunk(long number) {
    return "INSERT INTO sqlite_sequence (name, seq) VALUES ('source_chunks', " + number + ")";
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
