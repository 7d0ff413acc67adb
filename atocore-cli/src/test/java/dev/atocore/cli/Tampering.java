package dev.atocore.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Someone who goes behind the store's back, and past the triggers that would stop an honest one.
 */
final class Tampering {
  private Tampering() {}

  static void run(Path store, String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement sql = connection.createStatement()) {
      List<String> triggers = new ArrayList<>();
      try (ResultSet rows =
          sql.executeQuery(
              "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE '%audit%'"
                  + " AND (sql LIKE '%BEFORE UPDATE%' OR sql LIKE '%BEFORE DELETE%')")) {
        while (rows.next()) {
          triggers.add(rows.getString(1));
        }
      }
      for (String trigger : triggers) {
        sql.executeUpdate("DROP TRIGGER " + trigger);
      }
      sql.executeUpdate(statement);
    }
  }
}
