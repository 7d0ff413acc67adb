package dev.atocore.core.schema;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.Migration;
import dev.atocore.core.db.SchemaState;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.refusal.RefusalBook;
import dev.atocore.core.refusal.RefusalKeys;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.text.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The steps of a schema, each taken up or back in a transaction, with its line in the record. */
final class Steps {
  private static final String REFUSALS = "refusals";

  private final Database database;
  private final SchemaState state;
  private final List<Migration> migrations;
  private final int latest;

  Steps(Database database) {
    this.database = database;
    this.state = database.schema();
    this.migrations = state.migrations();
    this.latest = migrations.get(migrations.size() - 1).version();
  }

  /** The number of the newest one. */
  int latest() {
    return latest;
  }

  /** Which versions there are, up to that one. */
  String versions(int last) {
    StringJoiner ranges = new StringJoiner(", or ");
    int from = 0;
    int to = 0;
    for (Migration migration : upTo(last)) {
      if (migration.version() != to + 1) {
        ranges.add(range(from, to));
        from = migration.version();
      }
      to = migration.version();
    }
    return ranges.add(range(from, to)).toString();
  }

  private static String range(int from, int to) {
    return from == to ? Integer.toString(from) : from + " to " + to;
  }

  /** The step with that number; null if there is none. */
  @Nullable Migration find(int number) {
    for (Migration migration : migrations) {
      if (migration.version() == number) {
        return migration;
      }
    }
    return null;
  }

  /** The steps up to that version. */
  List<Migration> upTo(int version) {
    int count = 0;
    while (count < migrations.size() && migrations.get(count).version() <= version) {
      count++;
    }
    return migrations.subList(0, count);
  }

  List<SchemaStatus.AppliedMigration> applied(Connection connection) throws SQLException {
    List<SchemaStatus.AppliedMigration> applied = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SchemaSql.APPLIED.in(database.dialect()))) {
      while (rows.next()) {
        int number = rows.getInt(1);
        String checksum = rows.getString(3);
        Migration ours = find(number);
        boolean same = ours != null && ours.checksum().equals(checksum);
        applied.add(
            new SchemaStatus.AppliedMigration(
                number, rows.getString(2), checksum, rows.getString(4), same));
      }
    }
    return applied;
  }

  /** Applies them in one transaction, but for those that were applied before. */
  void apply(Connection connection, List<Migration> steps) throws SQLException {
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

  /**
   * Takes steps back, newest first, each in its own transaction.
   *
   * @return what is gone
   */
  List<StepsBack.Gone> back(Connection connection, int version, int to) throws SQLException {
    List<StepsBack.Gone> gone = new ArrayList<>();
    List<Migration> behind = upTo(version);
    for (int i = behind.size() - 1; i >= 0 && behind.get(i).version() > to; i--) {
      Migration migration = behind.get(i);
      int before = i == 0 ? 0 : behind.get(i - 1).version();
      inTransaction(connection, inside -> stepBack(inside, migration, before, gone));
    }
    return gone;
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

  void requireKnown(int version) {
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
}
