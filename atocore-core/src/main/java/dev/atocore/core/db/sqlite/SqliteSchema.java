package dev.atocore.core.db.sqlite;

import dev.atocore.audit.record.AuditScripts;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.db.Migration;
import dev.atocore.core.db.SchemaState;
import dev.atocore.core.db.Transfer;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.Logins;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.store.StoreFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** The version is in the header of the file, beside the mark that the file is a store. */
final class SqliteSchema implements SchemaState {
  /** From this version on rows carry digests. */
  static final int ROW_DIGESTS = 6;

  /** From this version on the store knows what documents say of memories. */
  static final int EVIDENCE = 8;

  /** From this version on the index reads words that only Java can make. */
  private static final int SEARCH_WORDS = 9;

  /** From this version on the log counts its entries, and what is said beside it is chained. */
  static final int RECORDS = 10;

  /** From this version on the rows of memories carry digests too. */
  static final int MEMORY_DIGESTS = 11;

  /** From this version on the store knows what is not to come back. */
  static final int REFUSALS = 15;

  /** From this version on the store knows who answered a question. */
  static final int ANSWERED_BY = 18;

  // Each method reference costs every command something at its start, so there are two.
  private static final Migration.Scripts OURS = SqliteSchema::script;
  private static final Migration.Scripts OF_THE_LOG = AuditScripts::open;

  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(1, "store", OURS),
          new Migration(2, "memory_audit", OF_THE_LOG),
          new Migration(3, "search", OURS),
          new Migration(4, "audit_guard", OF_THE_LOG),
          new Migration(5, "audit_tree", OF_THE_LOG),
          new Migration(ROW_DIGESTS, "row_digest", OURS),
          new Migration(7, "audit_record_digest", OF_THE_LOG),
          new Migration(EVIDENCE, "evidence", OURS),
          new Migration(SEARCH_WORDS, "search_words", OURS),
          new Migration(RECORDS, "audit_record", OF_THE_LOG),
          new Migration(MEMORY_DIGESTS, "memory_row_digest", OURS),
          new Migration(12, "memory_fields", OURS),
          new Migration(13, "audit_attribution", OF_THE_LOG),
          new Migration(14, "answered_request", OURS),
          new Migration(REFUSALS, "refusals", OURS),
          new Migration(16, "key_events", OF_THE_LOG),
          new Migration(17, "recall", OURS),
          new Migration(ANSWERED_BY, "answered_by", OURS),
          new Migration(19, "audit_filters", OF_THE_LOG),
          new Migration(20, "audit_guard_whole", OF_THE_LOG),
          new Migration(24, "vectors", OURS));

  /** {@code "Atoc"}, so that {@code file} and other tools know a store when they see one. */
  private static final int APPLICATION_ID = 0x41746f63;

  private static final long WAL_PAUSE_NANOS = 10_000_000;

  private final Path file;

  SqliteSchema(Path file) {
    this.file = file;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public int version(Connection connection) throws SQLException {
    return SqliteDatabase.pragma(connection, "user_version");
  }

  @Override
  public void version(Connection connection, int version) throws SQLException {
    execute(connection, "PRAGMA user_version = " + version);
  }

  @Override
  public boolean isUnmade(Connection connection) throws SQLException {
    return version(connection) == 0
        && SqliteDatabase.pragma(connection, "application_id") != APPLICATION_ID;
  }

  @Override
  public void requireOurs(Connection connection) throws SQLException {
    int id = SqliteDatabase.pragma(connection, "application_id");
    if (id == APPLICATION_ID) {
      if (SqliteTransfer.isMarked(connection)) {
        throw Transfer.unfinished(new StoreFile(file));
      }
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_schema LIMIT 1")) {
      if (rows.next()) {
        throw SqlErrors.notAStore(
            file,
            "it is the database of another program",
            new SQLException("application_id " + id));
      }
    }
  }

  /** A file that is not there is missed before it is opened. */
  @Override
  public void requireMade(Connection connection) {}

  /**
   * Turns a new file to write-ahead logging. SQLite does not wait here for who holds the file,
   * whatever its busy timeout.
   */
  @Override
  public void prepare(Connection connection, Duration wait) throws SQLException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      try {
        execute(connection, "PRAGMA journal_mode = WAL");
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

  @Override
  public void begin(Connection connection) throws SQLException {
    execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
    execute(
        connection,
        "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT"
            + " NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)");
  }

  @Override
  public void stepped(Connection connection, int version) throws SQLException {
    FirstDigests.make(connection, version);
    if (version == SEARCH_WORDS) {
      SearchWords.begin(connection);
    }
    if (version == RECORDS) {
      try (SqlConnection sql = new SqlConnection(connection, SqlDialect.SQLITE)) {
        AuditScripts.begin(sql);
      }
    }
  }

  @Override
  public List<String> grants(Connection connection, Logins logins) {
    throw new StoreException(
        "not_offered",
        "the store "
            + file
            + " is a file and knows no logins: who may do what in it is its owner's and its mode's",
        null);
  }

  @Override
  public <T extends @Nullable Object> T inMemory(
      SqlWork<Connection, ?> make, SqlWork<Connection, T> work) throws SQLException {
    try (Connection connection = SqliteDatabase.inMemory()) {
      make.run(connection);
      return work.run(connection);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static @Nullable InputStream script(String name) {
    return SqliteSchema.class.getResourceAsStream("migration/" + name);
  }
}
