package dev.atocore.core.contract;

import dev.atocore.core.MemoryStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A store in a SQLite file. */
record SqliteTestStore(Path file) implements TestStore {
  @Override
  public MemoryStore open() {
    return MemoryStore.open(file);
  }

  @Override
  public TestStore another(String name) {
    return new SqliteTestStore(file.resolveSibling(name + ".db"));
  }

  @Override
  public void asOtherProgram(String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      for (String trigger : guards(sql)) {
        sql.executeUpdate("DROP TRIGGER " + trigger);
      }
      for (String statement : statements) {
        sql.executeUpdate(statement);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> guards(Statement sql) throws SQLException {
    List<String> guards = new ArrayList<>();
    try (ResultSet rows =
        sql.executeQuery(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE '%audit%'")) {
      while (rows.next()) {
        guards.add(rows.getString(1));
      }
    }
    return guards;
  }
}
