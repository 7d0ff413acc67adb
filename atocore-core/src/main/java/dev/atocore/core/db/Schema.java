package dev.atocore.core.db;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.db.sqlite.OwnerOnly;
import dev.atocore.core.db.sqlite.SqlErrors;
import dev.atocore.core.db.sqlite.SqliteDialect;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a store on disk: makes it, tells its version, moves it up and down. Thread-safe;
 * processes wait for each other.
 */
public final class Schema {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);
  private static final byte[] SQLITE_MAGIC =
      "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private Schema() {}

  /**
   * What is applied and what is not.
   *
   * @throws StoreException if there is no store in that file
   */
  public static SchemaStatus status(Path file) {
    requireStoreFile(file);
    return with(
        file,
        connection -> {
          int version = SqliteDialect.pragma(connection, "user_version");
          List<SchemaStatus.AppliedMigration> applied = new ArrayList<>();
          if (version > 0) {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SchemaSql.APPLIED.in(SqlDialect.SQLITE))) {
              while (rows.next()) {
                int number = rows.getInt(1);
                applied.add(
                    new SchemaStatus.AppliedMigration(
                        number,
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        number <= Migration.LATEST
                            && Migration.ALL.get(number - 1).checksum().equals(rows.getString(3))));
              }
            }
          }
          List<String> pending = new ArrayList<>();
          for (Migration migration : Migration.ALL) {
            if (migration.version() > version) {
              pending.add(migration.name());
            }
          }
          return new SchemaStatus(version, Migration.LATEST, applied, pending);
        });
  }

  /**
   * Makes an empty store, with its folder (mode 0700, the file 0600), unless there is one; a store
   * that is there is only checked.
   */
  public static void create(Path file) {
    createFile(file);
    migrate(file, null);
  }

  /**
   * Applies what is not applied yet, each step in its own transaction; all of them in one to a
   * store that is new, so that nobody sees one half made.
   *
   * @param to the version to stop at; null for the newest
   * @return the version the store is at now
   * @throws StoreException if the store is newer than this library, or was made by other scripts
   */
  public static int migrate(Path file, @Nullable Integer to) {
    requireStoreFile(file);
    int target = to == null ? Migration.LATEST : to;
    if (target < 0 || target > Migration.LATEST) {
      throw new InvalidInputException(
          "there is no schema version " + target + "; use 0 to " + Migration.LATEST);
    }
    return with(
        file,
        connection -> {
          List<Migration> wanted = Migration.ALL.subList(0, target);
          if (SqliteDialect.pragma(connection, "user_version") == 0) {
            SqliteDialect.useWal(connection, BUSY_TIMEOUT);
            inTransaction(connection, () -> apply(connection, file, wanted));
          } else {
            for (Migration migration : wanted) {
              inTransaction(connection, () -> apply(connection, file, List.of(migration)));
            }
          }
          int version = SqliteDialect.pragma(connection, "user_version");
          if (version > target) {
            throw new InvalidInputException(
                "the store is at version "
                    + version
                    + " already; 'db rollback --to "
                    + target
                    + "' goes back");
          }
          return version;
        });
  }

  /**
   * Looks at what the migrations make, in a database that is held in memory: no file is touched, so
   * it can be done on a full disk too.
   *
   * @param work gets an empty store of the newest version
   */
  public static <T extends @Nullable Object> T ofNewStore(ReadWork<T> work) {
    Path memory = Path.of(SqliteDialect.IN_MEMORY);
    return with(
        memory,
        connection -> {
          inTransaction(connection, () -> apply(connection, memory, Migration.ALL));
          return work.run(connection);
        });
  }

  /**
   * Takes steps back, newest first, each in its own transaction. What their tables held is gone:
   * make a backup before.
   *
   * @param to the version to end at
   * @return the version the store is at now
   */
  public static int rollback(Path file, int to) {
    requireStoreFile(file);
    return with(
        file,
        connection -> {
          int version = SqliteDialect.pragma(connection, "user_version");
          requireKnown(file, version);
          if (to < 0 || to > version) {
            throw new InvalidInputException(
                "the store is at version " + version + "; roll back to 0 to " + version);
          }
          for (int number = version; number > to; number--) {
            Migration migration = Migration.ALL.get(number - 1);
            String script =
                migration.down()
                    + "\nDELETE FROM schema_migrations WHERE version = "
                    + number
                    + ";\nPRAGMA user_version = "
                    + (number - 1)
                    + ";\n";
            inTransaction(
                connection,
                () -> {
                  try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate(script);
                  }
                });
          }
          return to;
        });
  }

  /**
   * Checks, at the cost of reading one header field, that the store is of this library's version.
   *
   * @param create whether to make it if it is not made yet, as another process may be about to; one
   *     that was rolled back is left as it is
   */
  public static void requireCurrent(StoreConnection connection, Path file, boolean create)
      throws SQLException {
    int version = SqliteDialect.pragma(connection.jdbc(), "user_version");
    boolean unmade =
        version == 0
            && SqliteDialect.pragma(connection.jdbc(), "application_id")
                != SqliteDialect.APPLICATION_ID;
    if (unmade && create) {
      version = migrate(file, null);
    }
    if (version == Migration.LATEST) {
      return;
    }
    requireKnown(file, version);
    requireOurs(connection.jdbc(), file);
    throw new StoreException(
        "schema_old",
        "the store "
            + file
            + " is at schema version "
            + version
            + ", this atocore needs "
            + Migration.LATEST
            + "; run 'atocore db migrate'",
        null);
  }

  /** A file that is there and is empty or SQLite. Its folder may be anything. */
  public static void requireStoreFile(Path file) {
    if (Files.isDirectory(file)) {
      throw SqlErrors.notAStore(file, "it is a folder", new NoSuchFileException(file.toString()));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(SQLITE_MAGIC.length);
      if (head.length > 0 && !Arrays.equals(head, SQLITE_MAGIC)) {
        throw SqlErrors.notAStore(
            file, "it is not a SQLite database", new IOException("wrong magic bytes"));
      }
    } catch (NoSuchFileException e) {
      throw new StoreException(
          "store_missing",
          "there is no store at "
              + file
              + "; make one with 'atocore db init', or name another with --db",
          e);
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the store " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void createFile(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        OwnerOnly.createFolders(folder);
      }
      OwnerOnly.createFile(file);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw new StoreException(
            "store_unwritable",
            "the store cannot be made: " + e.getMessage() + " is in the way",
            e);
      }
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable",
          "the store "
              + file
              + " cannot be made: "
              + e.getMessage()
              + " ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    }
  }

  /** Within a transaction that writes. */
  private static void apply(Connection connection, Path file, List<Migration> migrations)
      throws SQLException {
    for (Migration migration : migrations) {
      apply(connection, file, migration);
    }
  }

  private static void apply(Connection connection, Path file, Migration migration)
      throws SQLException {
    // Only now, under the write lock: another process may have been faster.
    int version = SqliteDialect.pragma(connection, "user_version");
    requireKnown(file, version);
    requireOurs(connection, file);
    if (version >= migration.version()) {
      requireSameScript(connection, file, migration);
      return;
    }
    try (Statement statement = connection.createStatement()) {
      if (version == 0) {
        statement.executeUpdate("PRAGMA application_id = " + SqliteDialect.APPLICATION_ID);
        statement.executeUpdate(
            "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                + " checksum TEXT NOT NULL, applied_at TEXT NOT NULL)");
      }
      statement.executeUpdate(migration.up());
      statement.executeUpdate("PRAGMA user_version = " + migration.version());
    }
    try (PreparedStatement insert =
        connection.prepareStatement(SchemaSql.INSERT.in(SqlDialect.SQLITE))) {
      insert.setInt(1, migration.version());
      insert.setString(2, migration.name());
      insert.setString(3, migration.checksum());
      insert.setString(4, Times.format(Instant.now()));
      insert.executeUpdate();
    }
    FirstDigests.make(connection, migration.version());
  }

  private static void requireKnown(Path file, int version) {
    if (version > Migration.LATEST) {
      throw new StoreException(
          "schema_newer",
          "the store "
              + file
              + " is at schema version "
              + version
              + ", newer than this atocore knows ("
              + Migration.LATEST
              + "); use a newer atocore",
          null);
    }
  }

  private static void requireOurs(Connection connection, Path file) throws SQLException {
    int id = SqliteDialect.pragma(connection, "application_id");
    if (id == SqliteDialect.APPLICATION_ID) {
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

  private static void requireSameScript(Connection connection, Path file, Migration migration)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SchemaSql.CHECKSUM.in(SqlDialect.SQLITE))) {
      select.setInt(1, migration.version());
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next() || !migration.checksum().equals(rows.getString(1))) {
          throw new StoreException(
              "schema_changed",
              "step "
                  + migration.version()
                  + " ("
                  + migration.name()
                  + ") of the store "
                  + file
                  + " was made by another script than this atocore's; use the atocore that made it",
              null);
        }
      }
    }
  }

  private static void inTransaction(Connection connection, SqlStep step) throws SQLException {
    try (Statement control = connection.createStatement()) {
      control.execute(SqliteDialect.BEGIN_WRITE);
      boolean done = false;
      try {
        step.run();
        control.execute(SqliteDialect.COMMIT);
        done = true;
      } finally {
        if (!done) {
          try {
            control.execute(SqliteDialect.ROLLBACK);
          } catch (SQLException e) {
            // The database ended the transaction itself; the first error is the one to tell.
          }
        }
      }
    }
  }

  private static <T extends @Nullable Object> T with(Path file, ReadWork<T> work) {
    try (Connection connection = SqliteDialect.connect(file, BUSY_TIMEOUT)) {
      return work.run(connection);
    } catch (SQLException e) {
      throw SqlErrors.translate(e, file);
    }
  }

  @FunctionalInterface
  private interface SqlStep {
    void run() throws SQLException;
  }
}
