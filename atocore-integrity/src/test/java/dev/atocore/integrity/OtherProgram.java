package dev.atocore.integrity;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a store as other programs do: past the library, with foreign keys off. */
public final class OtherProgram {
  private final String url;

  public OtherProgram(Path store) {
    url = "jdbc:sqlite:" + store;
  }

  /**
   * Runs one statement and tells how many rows it changed. The log's triggers are out of the way
   * meanwhile, as for anyone who means to get at it.
   */
  public int run(String sql, @Nullable Object... values) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys = OFF");
      statement.execute("PRAGMA busy_timeout = 10000");
      List<String> triggers = sql.contains("memory_audit") ? dropTriggers(statement) : List.of();
      int changed = run(connection, sql, values);
      for (String trigger : triggers) {
        statement.executeUpdate(trigger);
      }
      return changed;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static int run(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    }
  }

  /** Gives the statements that bring them back. */
  private static List<String> dropTriggers(Statement statement) throws SQLException {
    Map<String, String> triggers = new LinkedHashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'memory_audit'")) {
      while (rows.next()) {
        triggers.put(rows.getString(1), rows.getString(2));
      }
    }
    for (String name : triggers.keySet()) {
      statement.executeUpdate("DROP TRIGGER " + name);
    }
    return List.copyOf(triggers.values());
  }

  /** Changes what the schema says of a table, and no row of it. */
  public void rewriteSchema(String table, String from, String to) {
    try (Connection connection = DriverManager.getConnection(url)) {
      run(connection, "PRAGMA writable_schema = ON");
      run(
          connection,
          "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?",
          from,
          to,
          table);
      run(connection, "PRAGMA writable_schema = RESET");
    } catch (SQLException e) {
      throw new IllegalStateException(table, e);
    }
  }

  /** A memory with no more columns than a program must give. */
  public void insertMemory(String id, String type, String content) {
    run("INSERT INTO memories (id, type, content) VALUES (?, ?, ?)", id, type, content);
  }
}
