package dev.atocore.integrity;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Writes a store as other programs do: past the library, with foreign keys off. */
final class OtherProgram {
  private final String url;

  OtherProgram(Path store) {
    url = "jdbc:sqlite:" + store;
  }

  /** Runs one statement and tells how many rows it changed. */
  int run(String sql, @Nullable Object... values) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement pragma = connection.createStatement()) {
      pragma.execute("PRAGMA foreign_keys = OFF");
      pragma.execute("PRAGMA busy_timeout = 10000");
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.execute();
        return statement.getUpdateCount();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A memory with no more columns than a program must give. */
  void insertMemory(String id, String type, String content) {
    run("INSERT INTO memories (id, type, content) VALUES (?, ?, ?)", id, type, content);
  }
}
