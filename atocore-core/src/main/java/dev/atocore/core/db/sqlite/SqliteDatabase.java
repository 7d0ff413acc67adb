package dev.atocore.core.db.sqlite;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.FullText;
import dev.atocore.core.db.LostCommits;
import dev.atocore.core.db.SchemaState;
import dev.atocore.core.db.Transfer;
import dev.atocore.core.db.Turns;
import dev.atocore.core.db.Upkeep;
import dev.atocore.core.db.Writers;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/** A store in a SQLite file. It can do all that {@link Capability} names. */
public final class SqliteDatabase implements Database {
  /**
   * Without SQLite's own locks on each call: the driver lets one thread at a time into a connection
   * anyway.
   */
  private static final int OPEN_MODE =
      SQLiteOpenMode.READWRITE.flag | SQLiteOpenMode.CREATE.flag | SQLiteOpenMode.NOMUTEX.flag;

  private static final int READ_MODE =
      SQLiteOpenMode.READONLY.flag | SQLiteOpenMode.OPEN_URI.flag | SQLiteOpenMode.NOMUTEX.flag;

  /** The file that the first connection was opened on. */
  private volatile @Nullable Object opened;

  private final StoreFile location;
  private final Path file;
  private final WaitingWriters.Mine turns;

  /** The store in that file, whatever it is called. */
  public SqliteDatabase(Path file) {
    this.location = new StoreFile(file).canonical();
    this.file = location.path();
    this.turns = new WaitingWriters.Mine(WaitingWriters.of(location));
  }

  @Override
  public StoreFile location() {
    return location;
  }

  @Override
  public SqlDialect dialect() {
    return SqlDialect.SQLITE;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Connection connect(Duration wait) throws SQLException {
    while (true) {
      Object before = FileKey.of(file);
      if (opened == null) {
        opened = before;
      }
      requireInPlace(before);
      Connection connection =
          ReadOnlyFile.reason(location) == null
              ? connect(file.toString(), OPEN_MODE, wait)
              : connect(ReadOnlyFile.uri(location), READ_MODE, wait);
      BusyHandler.setHandler(connection, new Patience(turns, wait));
      if (Objects.equals(before, FileKey.of(file))) {
        return connection;
      }
      // Replaced in between: nobody knows which of the two it is on.
      connection.close();
    }
  }

  @Override
  public void requireInPlace() {
    requireInPlace(FileKey.of(file));
  }

  private void requireInPlace(@Nullable Object now) {
    if (opened != null && !opened.equals(now)) {
      throw new StoreException(
          StoreException.REPLACED,
          "the store "
              + file
              + " was replaced or moved away while this process had it open; start it again",
          null);
    }
  }

  @Override
  public boolean isReadOnly() {
    return ReadOnlyFile.reason(location) != null;
  }

  /** What somebody else may change all the same is not read for longer than a moment. */
  @Override
  public boolean isLasting(Connection connection) throws SQLException {
    return !ReadOnlyFile.isImmutable(connection.unwrap(SQLiteConnection.class).getUrl());
  }

  @Override
  public String beginRead() {
    return "BEGIN";
  }

  /**
   * Takes the write lock at once: a transaction that upgrades later fails with
   * SQLITE_BUSY_SNAPSHOT, whatever the busy timeout.
   */
  @Override
  public String beginWrite() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public String beginSchema() {
    return beginWrite();
  }

  @Override
  public Turns turns() {
    return turns;
  }

  @Override
  public Writers writers() {
    return Writers.ONE;
  }

  @Override
  public LostCommits lostCommits() {
    return LostCommits.NONE;
  }

  @Override
  public void refuseWrites(Connection connection, boolean refuse) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = " + (refuse ? "1" : "0"));
    }
  }

  @Override
  public void interrupt(Connection connection) throws SQLException {
    connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
  }

  @Override
  public StoreException translate(SQLException error) {
    return SqlErrors.translate(error, location);
  }

  @Override
  public boolean isPassing(SQLException error) {
    return false;
  }

  /** SQLite waits by itself. */
  @Override
  public boolean isWorthAnotherTry(SQLException error) {
    return false;
  }

  @Override
  public boolean isMissing() {
    new FileReplacement(location).finish();
    return SqliteFiles.isEmpty(file);
  }

  @Override
  public void create() {
    SqliteFiles.create(file);
  }

  @Override
  public void requireStore() {
    new FileReplacement(location).finish();
    SqliteFiles.requireStore(file);
  }

  @Override
  public Path spool() {
    return beside(AuditSpool.ENDING);
  }

  @Override
  public Path beside(String ending) {
    return location.beside(ending);
  }

  @Override
  public SchemaState schema() {
    return new SqliteSchema(file);
  }

  @Override
  public FullText fullText() {
    return new SqliteFullText();
  }

  @Override
  public Transfer transfer() {
    return new SqliteTransfer();
  }

  @Override
  public Upkeep upkeep() {
    return new SqliteUpkeep(this);
  }

  /** A connection to a database in memory. */
  static Connection inMemory() throws SQLException {
    return connect(":memory:", OPEN_MODE, Duration.ZERO);
  }

  private static Connection connect(String file, int mode, Duration wait) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Long.toString(wait.toMillis()));
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("synchronous", "FULL");
    // In KiB; docs/performance.md tells why no more.
    properties.setProperty("cache_size", "-16384");
    properties.setProperty("open_mode", Integer.toString(mode));
    // No query of ours wants the generated key, and asking for it costs a statement each time.
    properties.setProperty("jdbc.get_generated_keys", "false");
    // Not by DriverManager, which looks for drivers in every jar: 15 ms of each short command.
    Connection connection = new RememberingConnection("jdbc:sqlite:" + file, file, properties);
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

  static int pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
