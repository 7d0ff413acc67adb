package dev.atocore.core.state;

import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.text.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The rows of the table of projects. */
public final class ProjectTable {
  private ProjectTable() {}

  /** Registers a project unless it is there. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static void register(StoreConnection connection, String id) throws SQLException {
    PreparedStatement insert = connection.prepare(StateSql.REGISTER_PROJECT);
    insert.setString(1, id);
    String now = Times.format(Instant.now());
    insert.setString(2, now);
    insert.setBytes(3, DigestedTable.PROJECTS.digest(id, null, now));
    insert.executeUpdate();
  }

  /** Gives a project that is there a name. */
  static void rename(StoreConnection connection, String id, String name) throws SQLException {
    PreparedStatement select = connection.prepare(StateSql.STORED_PROJECT);
    select.setString(1, id);
    byte[] digest = null;
    try (ResultSet rows = select.executeQuery()) {
      if (rows.next()) {
        digest =
            DigestedTable.digestAfter(
                DigestedTable.PROJECTS.verdict(rows),
                DigestedTable.PROJECTS.digest(id, name, rows.getString("created_at")));
      }
    }
    PreparedStatement rename = connection.prepare(StateSql.RENAME_PROJECT);
    rename.setString(1, name);
    rename.setBytes(2, digest);
    rename.setString(3, id);
    rename.executeUpdate();
  }
}
