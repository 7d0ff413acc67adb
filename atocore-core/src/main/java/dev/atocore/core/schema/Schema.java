package dev.atocore.core.schema;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.Migration;
import dev.atocore.core.db.SchemaState;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.choice.Databases;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.refusal.RefusalBook;
import dev.atocore.core.refusal.RefusalKeys;
import dev.atocore.core.store.Logins;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.text.Times;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a store: makes it, reports its version, moves it up and down. Thread-safe;
 * processes wait for each other.
 */
public final class Schema {
  private static final String REFUSALS = "refusals";
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

  private final Database database;
  private final SchemaState state;
  private final List<Migration> migrations;
  private final int latest;

  private Schema(Database database) {
    this.database = database;
    this.state = database.schema();
    this.migrations = state.migrations();
    this.latest = migrations.get(migrations.size() - 1).version();
  }

  /** That of the store in a file. */
  public static Schema at(Path file) {
    return at(new StoreFile(file));
  }

  /** That of the store at a location. */
  public static Schema at(StoreLocation location) {
    return new Schema(Databases.at(location));
  }

  /**
   * What is applied and what is not.
   *
   * @throws StoreException if there is no store
   */
  public SchemaStatus status() {
    database.requireStore();
    return with(
        connection -> {
          int version = state.version(connection);
          List<String> pending = new ArrayList<>();
          for (Migration migration : migrations) {
            if (migration.version() > version) {
              pending.add(migration.name());
            }
          }
          return new SchemaStatus(
              version, latest, version > 0 ? applied(connection) : List.of(), pending);
        });
  }

  /** Whether a store was made there, of whatever version. */
  public boolean isMade() {
    return !database.isMissing() && with(connection -> !state.isUnmade(connection));
  }

  /**
   * Makes an empty store, in a file with its folder (mode 0700, the file 0600), unless there is
   * one; a store that is there is only checked.
   */
  public void create() {
    database.create();
    migrate(null);
  }

  /**
   * Applies what is not applied yet, each step in its own transaction; all of them in one to a
   * store that is new, so that nobody sees one half made.
   *
   * @param to the version to stop at; null for the newest
   * @return the version the store is at now
   * @throws StoreException if the store is newer than this library, or was made by other scripts
   */
  public int migrate(@Nullable Integer to) {
    database.requireStore();
    int target = to == null ? latest : to;
    if (target != 0 && step(target) == null) {
      throw new InvalidInputException(
          "there is no schema version " + target + "; use " + versions(latest));
    }
    return with(
        connection -> {
          List<Migration> wanted = upTo(target);
          if (state.version(connection) == 0) {
            state.prepare(connection, BUSY_TIMEOUT);
            apply(connection, wanted);
          } else {
            for (Migration migration : wanted) {
              apply(connection, List.of(migration));
            }
          }
          int version = state.version(connection);
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
   * Takes steps back, newest first, each in its own transaction. What their tables held is gone:
   * make a backup before.
   *
   * @param to the version to end at
   * @return the version the store is at now, and what is gone
   * @throws StoreException if the store holds what an older library would be wrong about; then no
   *     step was taken
   */
  public StepsBack rollback(int to) {
    database.requireStore();
    return with(
        connection -> {
          int version = state.version(connection);
          requireKnown(version);
          if (to < 0 || to > version || (to != 0 && step(to) == null)) {
            throw new InvalidInputException(
                "the store is at version " + version + "; it goes back to " + versions(version));
          }
          requireEmptySpool();
          Holding.between(connection, database.dialect(), version, to);
          List<StepsBack.Gone> gone = new ArrayList<>();
          List<Migration> behind = upTo(version);
          for (int i = behind.size() - 1; i >= 0 && behind.get(i).version() > to; i--) {
            Migration migration = behind.get(i);
            int before = i == 0 ? 0 : behind.get(i - 1).version();
            inTransaction(connection, inside -> stepBack(inside, migration, before, gone));
          }
          return new StepsBack(to, gone);
        });
  }

  /**
   * Statements for the owner of a store on a server: they give logins the rights that they need,
   * and no more. They are not run here.
   *
   * @throws StoreException if the store is a file, or not of this library's version
   */
  public List<String> grants(Logins logins) {
    database.requireStore();
    return with(
        connection -> {
          requireCurrent(connection, false);
          return state.grants(connection, logins);
        });
  }

  /**
   * Checks that the store is of this library's version, which costs reading one field.
   *
   * @param connection an open connection to it
   * @param create whether to make it if it is not made yet, as another process may be about to; one
   *     that was rolled back is left as it is
   */
  public void requireCurrent(Connection connection, boolean create) throws SQLException {
    int version = state.version(connection);
    if (create && version == 0 && state.isUnmade(connection)) {
      version = migrate(null);
    }
    if (version == latest) {
      return;
    }
    if (version == 0) {
      state.requireMade(connection);
    }
    requireKnown(version);
    state.requireOurs(connection);
    throw new StoreException(
        "schema_old",
        "the store "
            + database.location()
            + " is at schema version "
            + version
            + ", this atocore needs "
            + latest
            + "; run 'atocore db migrate'",
        null);
  }

  /**
   * Looks at what the migrations make, without writing anything: it can be done on a full disk too.
   *
   * @param work gets an empty store of the newest version
   */
  public <T extends @Nullable Object> T ofNewStore(SqlWork<Connection, T> work) {
    try {
      return state.inMemory(
          connection -> {
            apply(connection, migrations);
            return latest;
          },
          work);
    } catch (SQLException e) {
      throw database.translate(e);
    }
  }

  private List<SchemaStatus.AppliedMigration> applied(Connection connection) throws SQLException {
    List<SchemaStatus.AppliedMigration> applied = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SchemaSql.APPLIED.in(database.dialect()))) {
      while (rows.next()) {
        int number = rows.getInt(1);
        String checksum = rows.getString(3);
        Migration ours = step(number);
        boolean same = ours != null && ours.checksum().equals(checksum);
        applied.add(
            new SchemaStatus.AppliedMigration(
                number, rows.getString(2), checksum, rows.getString(4), same));
      }
    }
    return applied;
  }

  private void apply(Connection connection, List<Migration> steps) throws SQLException {
    inTransaction(
        connection,
        inside -> {
          for (Migration step : steps) {
            apply(inside, step);
          }
          return steps.size();
        });
  }

  private void apply(Connection connection, Migration migration) throws SQLException {
    // Only now, under the write lock: another process may have been faster.
    int version = state.version(connection);
    requireKnown(version);
    state.requireOurs(connection);
    if (version >= migration.version()) {
      requireSameScript(connection, migration);
      return;
    }
    if (version == 0) {
      state.begin(connection);
    }
    execute(connection, migration.statements());
    state.version(connection, migration.version());
    try (PreparedStatement insert =
        connection.prepareStatement(SchemaSql.INSERT.in(database.dialect()))) {
      insert.setInt(1, migration.version());
      insert.setString(2, migration.name());
      insert.setString(3, migration.checksum());
      insert.setString(4, Times.format(Instant.now()));
      insert.executeUpdate();
    }
    state.stepped(connection, migration.version());
    if (migration.name().equals(REFUSALS)) {
      refuseDecided(connection);
    }
  }

  /** What was turned down before there were refusals is not to come back either. */
  private void refuseDecided(Connection connection) throws SQLException {
    RefusalBook.refuseDecided(new StoreConnection(database, connection), new RefusalKeys(database));
  }

  /** An older library may not understand what waits there, and would set it aside. */
  private void requireEmptySpool() {
    AuditSpool spool = new AuditSpool(database.spool());
    if (!spool.isEmpty()) {
      throw new StoreException(
          "spool_pending",
          "entries of the audit log wait in "
              + spool.file()
              + "; run 'atocore audit replay' before the store goes back",
          null);
    }
  }

  private boolean stepBack(
      Connection connection, Migration migration, int before, List<StepsBack.Gone> gone)
      throws SQLException {
    // Again, under the write lock: another process may have written since.
    gone.addAll(Holding.between(connection, database.dialect(), migration.version(), before));
    execute(connection, migration.down());
    try (PreparedStatement delete =
        connection.prepareStatement(SchemaSql.DELETE.in(database.dialect()))) {
      delete.setInt(1, migration.version());
      delete.executeUpdate();
    }
    state.version(connection, before);
    return true;
  }

  /** Which versions there are, up to that one. */
  private String versions(int last) {
    int first = migrations.get(0).version();
    return first == 1 ? "0 to " + last : "0, or " + first + " to " + last;
  }

  /** The step with that number; null if there is none. */
  private @Nullable Migration step(int number) {
    for (Migration migration : migrations) {
      if (migration.version() == number) {
        return migration;
      }
    }
    return null;
  }

  /** The steps up to that version. */
  private List<Migration> upTo(int version) {
    int count = 0;
    while (count < migrations.size() && migrations.get(count).version() <= version) {
      count++;
    }
    return migrations.subList(0, count);
  }

  private void requireKnown(int version) {
    if (version > latest) {
      throw new StoreException(
          "schema_newer",
          "the store "
              + database.location()
              + " is at schema version "
              + version
              + ", newer than this atocore knows ("
              + latest
              + "); use a newer atocore",
          null);
    }
  }

  private void requireSameScript(Connection connection, Migration migration) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SchemaSql.CHECKSUM.in(database.dialect()))) {
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
                  + database.location()
                  + " was made by another script than this atocore's; use the atocore that made it",
              null);
        }
      }
    }
  }

  private void inTransaction(Connection connection, SqlWork<Connection, ?> step)
      throws SQLException {
    try (Statement control = connection.createStatement()) {
      control.execute(database.beginSchema());
      boolean done = false;
      try {
        step.run(connection);
        control.execute("COMMIT");
        done = true;
      } finally {
        if (!done) {
          rollbackQuietly(control);
        }
      }
    }
  }

  private static void rollbackQuietly(Statement control) {
    try {
      control.execute("ROLLBACK");
    } catch (SQLException e) {
      // The database ended the transaction itself; the first error is the one to report.
    }
  }

  private static void execute(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  private <T extends @Nullable Object> T with(SqlWork<Connection, T> work) {
    try (Connection connection = database.connect(BUSY_TIMEOUT)) {
      return work.run(connection);
    } catch (SQLException e) {
      throw database.translate(e);
    }
  }
}
