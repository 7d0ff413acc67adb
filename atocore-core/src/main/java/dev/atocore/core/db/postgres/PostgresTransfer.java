package dev.atocore.core.db.postgres;

import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.TableShape.Column;
import dev.atocore.core.db.TableShape.Kind;
import dev.atocore.core.db.Transfer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of a store in PostgreSQL, to and from other stores. */
final class PostgresTransfer implements Transfer {
  /** What is made of other rows, or means something on this server alone. */
  private static final Set<String> OWN =
      Set.of(
          MARK,
          LATER,
          EXTENT,
          "schema_migrations",
          "atocore_claims",
          "memories.words",
          "memories.search",
          "memory_vectors.stamp");

  private static final String HERE = "CAST(current_schema() AS regnamespace)";

  private static final String COLUMNS =
      "SELECT c.relname, a.attname, format_type(a.atttypid, -1), (SELECT"
          + " array_position(CAST(i.indkey AS smallint[]), a.attnum) FROM pg_index i WHERE"
          + " i.indrelid = c.oid AND i.indisprimary) FROM pg_class c JOIN pg_attribute a ON"
          + " a.attrelid = c.oid WHERE c.relkind = 'r' AND c.relnamespace = "
          + HERE
          + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum";

  private static final String TRIGGERS =
      "SELECT quote_ident(c.relname), quote_ident(t.tgname), t.tgenabled FROM pg_trigger t JOIN"
          + " pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND"
          + " c.relnamespace = "
          + HERE
          + " ORDER BY 1, 2";

  private static final String FOREIGN_KEYS =
      "SELECT quote_ident(c.relname), quote_ident(k.conname), pg_get_constraintdef(k.oid) FROM"
          + " pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'f' AND"
          + " c.relnamespace = "
          + HERE
          + " ORDER BY 1, 2";

  private static final String VALIDATE = " VALIDATE CONSTRAINT ";
  private static final String POINTS_TO_NOTHING = "23503";

  private static final String SEQUENCES =
      "SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(current_schema()) || '.' ||"
          + " quote_ident(c.relname), a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid"
          + " = c.oid WHERE a.attidentity <> '' AND c.relkind = 'r' AND c.relnamespace = "
          + HERE
          + " ORDER BY c.relname";

  @Override
  public List<TableShape> tables(Connection connection) throws SQLException {
    Map<String, List<Column>> columns = new LinkedHashMap<>();
    Map<String, Map<Integer, String>> keys = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        String table = rows.getString(1);
        String column = rows.getString(2);
        if (OWN.contains(table) || OWN.contains(table + "." + column)) {
          continue;
        }
        columns
            .computeIfAbsent(table, name -> new ArrayList<>())
            .add(new Column(column, kind(rows.getString(3))));
        int place = rows.getInt(4);
        if (!rows.wasNull()) {
          keys.computeIfAbsent(table, name -> new TreeMap<>()).put(place, column);
        }
      }
    }
    List<TableShape> tables = new ArrayList<>();
    columns.forEach(
        (table, all) ->
            tables.add(
                new TableShape(
                    table, all, List.copyOf(keys.getOrDefault(table, Map.of()).values()))));
    return tables;
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "text" -> Kind.TEXT;
      case "bigint", "integer" -> Kind.INTEGER;
      case "double precision" -> Kind.REAL;
      case "bytea" -> Kind.BYTES;
      default -> Kind.OTHER;
    };
  }

  @Override
  public boolean isUnfinished(Connection connection) throws SQLException {
    return isMarked(connection);
  }

  static boolean isMarked(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM pg_class WHERE relname = '"
                    + MARK
                    + "' AND relnamespace = "
                    + HERE)) {
      return rows.next();
    }
  }

  /** The foreign keys themselves are away until the rows are there. */
  @Override
  public void prepare(Connection connection) {}

  @Override
  public void hurry(Connection connection) throws SQLException {
    execute(connection, "SET LOCAL synchronous_commit = off");
  }

  /**
   * Nobody but a superuser may pass foreign keys by, so they go and come back. The owner of the
   * tables can do all of it.
   */
  @Override
  public List<String> suspend(Connection connection) throws SQLException {
    List<String> now = new ArrayList<>();
    List<String> later = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(TRIGGERS)) {
        while (rows.next()) {
          String table = "ALTER TABLE " + rows.getString(1);
          String trigger = " TRIGGER " + rows.getString(2);
          now.add(table + " DISABLE" + trigger);
          later.add(
              table
                  + switch (rows.getString(3)) {
                    case "A" -> " ENABLE ALWAYS";
                    case "R" -> " ENABLE REPLICA";
                    default -> " ENABLE";
                  }
                  + trigger);
        }
      }
      try (ResultSet rows = statement.executeQuery(FOREIGN_KEYS)) {
        while (rows.next()) {
          String table = "ALTER TABLE " + rows.getString(1);
          String name = rows.getString(2);
          now.add(table + " DROP CONSTRAINT " + name);
          later.add(table + " ADD CONSTRAINT " + name + " " + rows.getString(3) + " NOT VALID");
          later.add(table + VALIDATE + name);
        }
      }
    }
    // The largest number is the version, and this is the record of the steps.
    String hide = "UPDATE schema_migrations SET version = -version";
    now.add(hide);
    later.add("ANALYZE");
    later.add(hide);
    for (String statement : now) {
      execute(connection, statement);
    }
    return later;
  }

  /** Rows that point to nothing stay, as they are in the source: what is new must not. */
  @Override
  public void restore(Connection connection, List<String> statements) throws SQLException {
    for (String statement : statements) {
      if (!statement.contains(VALIDATE)) {
        execute(connection, statement);
        continue;
      }
      Savepoint before = connection.setSavepoint();
      try {
        execute(connection, statement);
        connection.releaseSavepoint(before);
      } catch (SQLException e) {
        if (!POINTS_TO_NOTHING.equals(e.getSQLState())) {
          throw e;
        }
        connection.rollback(before);
      }
    }
  }

  @Override
  public @Nullable Object read(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value instanceof Integer number) {
      return number.longValue();
    }
    // SQLite knows one zero.
    return value instanceof Double number ? (Double) (number + 0.0) : value;
  }

  @Override
  public @Nullable String unfit(Column column, Object value) {
    boolean fits =
        switch (column.kind()) {
          case TEXT -> value instanceof String;
          case INTEGER -> value instanceof Long;
          case REAL -> value instanceof Double;
          case BYTES -> value instanceof byte[];
          case OTHER -> false;
        };
    if (!fits) {
      return "a value of another type, which PostgreSQL does not take";
    }
    return value instanceof String text && text.indexOf(0) >= 0
        ? "the character NUL, which PostgreSQL does not take"
        : null;
  }

  @Override
  public Map<String, Long> counters(Connection connection) throws SQLException {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (Sequence sequence : sequences(connection)) {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT last_value FROM " + sequence.name() + " WHERE is_called")) {
        if (rows.next()) {
          counters.put(sequence.table(), rows.getLong(1));
        }
      }
    }
    return counters;
  }

  @Override
  public void counters(Connection connection, Map<String, Long> given) throws SQLException {
    for (Sequence sequence : sequences(connection)) {
      try (PreparedStatement set =
          connection.prepareStatement(
              "SELECT setval(CAST(? AS regclass), highest) FROM (SELECT greatest(max("
                  + sequence.column()
                  + "), ?) AS highest FROM \""
                  + sequence.table()
                  + "\") rows WHERE highest > 0")) {
        set.setString(1, sequence.name());
        set.setLong(2, given.getOrDefault(sequence.table(), 0L));
        set.execute();
      }
    }
  }

  private record Sequence(String table, String column, String name) {}

  private static List<Sequence> sequences(Connection connection) throws SQLException {
    List<Sequence> sequences = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SEQUENCES)) {
      while (rows.next()) {
        sequences.add(new Sequence(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return sequences;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
