package dev.atocore.core.db.sqlite;

import dev.atocore.core.model.MemoryJson;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** All that is particular to SQLite: how to connect, to begin, to search and to copy. */
public final class SqliteDialect {
  /**
   * Without SQLite's own locks on each call: the driver lets one thread at a time into a connection
   * anyway.
   */
  private static final int OPEN_MODE =
      SQLiteOpenMode.READWRITE.flag | SQLiteOpenMode.CREATE.flag | SQLiteOpenMode.NOMUTEX.flag;

  /** {@code "Atoc"}, so that {@code file} and other tools know a store when they see one. */
  public static final int APPLICATION_ID = 0x41746f63;

  /** The name of a file that is none. */
  public static final String IN_MEMORY = ":memory:";

  /**
   * Takes the write lock at once: a transaction that upgrades later fails with
   * SQLITE_BUSY_SNAPSHOT, whatever the busy timeout.
   */
  public static final String BEGIN_WRITE = "BEGIN IMMEDIATE";

  public static final String BEGIN_READ = "BEGIN";
  public static final String COMMIT = "COMMIT";
  public static final String ROLLBACK = "ROLLBACK";

  public static final String MERGE_SEARCH_INDEX =
      "INSERT INTO memories_fts (memories_fts) VALUES ('optimize')";

  /** Answers 0 in the first column when it emptied the log. */
  private static final String TRUNCATE_WAL = "PRAGMA wal_checkpoint(TRUNCATE)";

  private static final String IMAGE =
      "id type content project status confidence reference_count last_referenced_at"
          + " source_chunk_id superseded_by version created_at updated_at";

  private static final long WAL_PAUSE_NANOS = 10_000_000;

  private SqliteDialect() {}

  /** As {@link MemoryJson#imageInSql}. */
  public static String image(String table) {
    StringBuilder fields = new StringBuilder();
    for (String name : IMAGE.split(" ", -1)) {
      String column = table + "." + name;
      fields.append(fields.isEmpty() ? "'" : ", '").append(name).append("', ");
      switch (name) {
        case "confidence", "reference_count", "version" -> {
          fields.append("CASE typeof(").append(column).append(") WHEN 'blob' THEN hex(");
          fields.append(column).append(") ELSE ").append(column).append(" END");
        }
        // JSON holds no blob, and another program may have left one anywhere.
        default -> fields.append("CAST(").append(column).append(" AS TEXT)");
      }
    }
    return "json_object(" + fields + ")";
  }

  public static Connection connect(Path file, Duration busyTimeout) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Long.toString(busyTimeout.toMillis()));
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("synchronous", "FULL");
    // In KiB; docs/performance.md tells why no more.
    properties.setProperty("cache_size", "-16384");
    properties.setProperty("open_mode", Integer.toString(OPEN_MODE));
    // No query of ours wants the generated key, and asking for it costs a statement each time.
    properties.setProperty("jdbc.get_generated_keys", "false");
    // Not by DriverManager, which looks for drivers in every jar: 15 ms of each short command.
    Connection connection = new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 4000");
      // A log that grew while someone read gives its room back when it starts over.
      statement.execute("PRAGMA journal_size_limit = 33554432");
      // What is deleted or replaced is overwritten in the file: redaction promises it.
      statement.execute("PRAGMA secure_delete = ON");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  public static int pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** Whether the write-ahead log is written back and empty now. */
  public static boolean truncateWal(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TRUNCATE_WAL)) {
      return rows.next() && rows.getInt(1) == 0;
    }
  }

  /**
   * Turns a new file to write-ahead logging. SQLite does not wait here for who holds the file,
   * whatever its busy timeout.
   */
  public static void useWal(Connection connection, Duration busyTimeout) throws SQLException {
    long deadline = System.nanoTime() + busyTimeout.toNanos();
    try (Statement statement = connection.createStatement()) {
      while (true) {
        try {
          statement.execute("PRAGMA journal_mode = WAL");
          return;
        } catch (SQLException e) {
          boolean busy = SqlErrors.primaryCode(e) == SQLiteErrorCode.SQLITE_BUSY.code;
          if (!busy || System.nanoTime() - deadline > 0) {
            throw e;
          }
          LockSupport.parkNanos(WAL_PAUSE_NANOS);
        }
      }
    }
  }
}
