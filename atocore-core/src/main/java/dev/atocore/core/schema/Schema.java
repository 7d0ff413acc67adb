package dev.atocore.core.schema;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.Migration;
import dev.atocore.core.db.SchemaState;
import dev.atocore.core.db.choice.Databases;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.Logins;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a store: makes it, reports its version, moves it up and down. Thread-safe;
 * processes wait for each other.
 */
public final class Schema {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

  private final Database database;
  private final SchemaState state;
  private final Steps steps;

  private Schema(Database database) {
    this.database = database;
    this.state = database.schema();
    this.steps = new Steps(database);
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
          for (Migration migration : steps.upTo(steps.latest())) {
            if (migration.version() > version) {
              pending.add(migration.name());
            }
          }
          return new SchemaStatus(
              version,
              steps.latest(),
              version > 0 ? steps.applied(connection) : List.of(),
              pending);
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
    int latest = steps.latest();
    int target = to == null ? latest : to;
    if (target != 0 && steps.find(target) == null) {
      throw new InvalidInputException(
          "there is no schema version " + target + "; use " + steps.versions(latest));
    }
    return with(
        connection -> {
          List<Migration> wanted = steps.upTo(target);
          if (state.version(connection) == 0) {
            state.prepare(connection, BUSY_TIMEOUT);
            steps.apply(connection, wanted);
          } else {
            for (Migration migration : wanted) {
              steps.apply(connection, List.of(migration));
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
          steps.requireKnown(version);
          if (to < 0 || to > version || (to != 0 && steps.find(to) == null)) {
            throw new InvalidInputException(
                "the store is at version "
                    + version
                    + "; it goes back to "
                    + steps.versions(version));
          }
          requireEmptySpool();
          Holding.between(connection, database.dialect(), version, to);
          return new StepsBack(to, steps.back(connection, version, to));
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
    if (version == steps.latest()) {
      return;
    }
    if (version == 0) {
      state.requireMade(connection);
    }
    steps.requireKnown(version);
    state.requireOurs(connection);
    throw new StoreException(
        "schema_old",
        "the store "
            + database.location()
            + " is at schema version "
            + version
            + ", this atocore needs "
            + steps.latest()
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
            steps.apply(connection, steps.upTo(steps.latest()));
            return steps.latest();
          },
          work);
    } catch (SQLException e) {
      throw database.translate(e);
    }
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

  private <T extends @Nullable Object> T with(SqlWork<Connection, T> work) {
    try (Connection connection = database.connect(BUSY_TIMEOUT)) {
      return work.run(connection);
    } catch (SQLException e) {
      throw database.translate(e);
    }
  }
}
