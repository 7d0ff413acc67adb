package dev.atocore.integrity;

import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;
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
  private final boolean inFile;

  /** One that writes the store at that location; in PostgreSQL with a superuser's login. */
  public OtherProgram(StoreLocation store) {
    inFile = store instanceof StoreFile;
    url =
        store instanceof StoreUrl at
            // Texts may be compared with numbers, as a file lets them.
            ? at.url() + "&stringtype=unspecified"
            : "jdbc:sqlite:" + store;
  }

  /** Whether a column holds values of its type alone, so that no other can be planted. */
  public boolean isTyped() {
    return !inFile;
  }

  /**
   * Runs one statement and tells how many rows it changed. The log's triggers are out of the way
   * meanwhile, as for anyone who means to get at it.
   */
  public int run(String sql, @Nullable Object... values) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      if (!inFile) {
        return runOnServer(connection, statement, sql, values);
      }
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

  /** Foreign keys are triggers there: only an edit of content is run with the honest ones on. */
  private static int runOnServer(
      Connection connection, Statement statement, String sql, @Nullable Object... values)
      throws SQLException {
    if (!sql.contains("UPDATE memories SET content")) {
      statement.execute("SET session_replication_role = replica");
    }
    Map<String, String> guards = sql.contains("memory_audit") ? guards(statement) : Map.of();
    for (String guard : guards.keySet()) {
      statement.execute("ALTER TABLE memory_audit DISABLE TRIGGER " + guard);
    }
    int changed = run(connection, sql, values);
    for (Map.Entry<String, String> guard : guards.entrySet()) {
      statement.execute(
          "ALTER TABLE memory_audit ENABLE"
              + (guard.getValue().equals("A") ? " ALWAYS" : "")
              + " TRIGGER "
              + guard.getKey());
    }
    return changed;
  }

  /** The triggers of the log that act, and when: A for always. */
  private static Map<String, String> guards(Statement statement) throws SQLException {
    Map<String, String> guards = new LinkedHashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = to_regclass('memory_audit')"
                + " AND NOT tgisinternal AND tgenabled <> 'D'")) {
      while (rows.next()) {
        guards.put(rows.getString(1), rows.getString(2));
      }
    }
    return guards;
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
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name ="
                + " 'memory_audit'")) {
      while (rows.next()) {
        triggers.put(rows.getString(1), rows.getString(2));
      }
    }
    for (String name : triggers.keySet()) {
      statement.executeUpdate("DROP TRIGGER " + name);
    }
    return List.copyOf(triggers.values());
  }

  /** From now on the log takes no entry. */
  public void stopEntries() {
    if (inFile) {
      run("CREATE TRIGGER full BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ABORT, 'no'); END");
    } else {
      run(
          "CREATE FUNCTION no_entry() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$BEGIN RAISE EXCEPTION 'no'; END$$");
      run(
          "CREATE TRIGGER stopped BEFORE INSERT ON memory_audit FOR EACH ROW"
              + " EXECUTE FUNCTION no_entry()");
    }
  }

  /** It takes them again. */
  public void letEntries() {
    run(inFile ? "DROP TRIGGER full" : "DROP FUNCTION no_entry() CASCADE");
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
