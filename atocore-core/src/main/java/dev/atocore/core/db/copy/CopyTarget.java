package dev.atocore.core.db.copy;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.Transfer;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.SqlWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store that is being made as a copy of another. From {@link #begin} to {@link #finish} nobody
 * else opens it: a table says whose copy it is, and the version is hidden. Used by one thread.
 */
public final class CopyTarget implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(30);

  /** What a store has that nobody has used yet. */
  private static final Map<String, Long> FRESH = Map.of("projects", 1L, "audit_extent", 1L);

  private final Database database;
  private final Transfer transfer;
  private final StoreConnection connection;
  private String token = "";

  private CopyTarget(Database database, StoreConnection connection) {
    this.database = database;
    this.transfer = database.transfer();
    this.connection = connection;
  }

  /** Connects to a place that is there. */
  public static CopyTarget at(Database database) throws SQLException {
    Connection jdbc = database.connect(WAIT);
    try {
      database.transfer().prepare(jdbc);
      return new CopyTarget(database, new StoreConnection(database, jdbc));
    } catch (SQLException e) {
      jdbc.close();
      throw e;
    }
  }

  Transfer transfer() {
    return transfer;
  }

  /** The source of the copy that is there and not finished; null when there is none. */
  public @Nullable Begun begun() throws SQLException {
    return transaction(
        jdbc -> {
          if (!transfer.isUnfinished(jdbc)) {
            return null;
          }
          try (Statement statement = jdbc.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "SELECT source, version, begun_at FROM " + Transfer.MARK)) {
            return rows.next()
                ? new Begun(rows.getString(1), rows.getInt(2), rows.getString(3))
                : null;
          }
        });
  }

  /**
   * A copy that was begun.
   *
   * @param source the name of the place that it is of
   * @param version of the schema of both
   * @param at when
   */
  public record Begun(String source, int version, String at) {}

  /** Whether any table is there, ours or not. */
  public boolean hasTables() throws SQLException {
    return transaction(jdbc -> !transfer.tables(jdbc).isEmpty());
  }

  /** A table in which somebody has put something; null when the store is as it was made. */
  public @Nullable String used() throws SQLException {
    return transaction(this::used);
  }

  private @Nullable String used(Connection jdbc) throws SQLException {
    for (TableShape table : transfer.tables(jdbc)) {
      try (Statement statement = jdbc.createStatement();
          ResultSet rows = statement.executeQuery(TableText.count(table.name()))) {
        if (rows.next() && rows.getLong(1) > FRESH.getOrDefault(table.name(), 0L)) {
          return table.name();
        }
      }
    }
    return null;
  }

  /**
   * Makes a store that is there and that nobody has used the copy of that source.
   *
   * @param run names this process: who comes later takes over
   */
  public void begin(Begun begun, String run) throws SQLException {
    token = run;
    transaction(
        jdbc -> {
          String used = used(jdbc);
          if (used != null) {
            throw holds(used);
          }
          try (Statement statement = jdbc.createStatement()) {
            statement.execute(
                "CREATE TABLE "
                    + Transfer.MARK
                    + " (source text NOT NULL, version bigint NOT NULL, begun_at text NOT NULL,"
                    + " token text NOT NULL)");
            statement.execute(
                "CREATE TABLE " + Transfer.LATER + " (place bigint NOT NULL, sql text NOT NULL)");
          }
          insert(
              jdbc,
              "INSERT INTO " + Transfer.MARK + " VALUES (?, ?, ?, ?)",
              begun.source(),
              begun.version(),
              begun.at(),
              run);
          int place = 0;
          for (String sql : transfer.suspend(jdbc)) {
            insert(jdbc, "INSERT INTO " + Transfer.LATER + " VALUES (?, ?)", place++, sql);
          }
          return true;
        });
  }

  /** That the place holds something, in words. */
  public StoreException holds(String table) {
    return new StoreException(
        "target_not_empty",
        database.location()
            + " holds something already (in the table "
            + table
            + "), and a copy would be mixed with it; nothing was changed: name a place that is"
            + " empty",
        null);
  }

  /** Goes on with the copy that is there. */
  public void takeOver(String run) throws SQLException {
    token = run;
    transaction(
        jdbc -> {
          insert(jdbc, "UPDATE " + Transfer.MARK + " SET token = ?", run);
          return true;
        });
  }

  /**
   * The tables that both have, with their columns by name: their order may differ.
   *
   * @param source those of the source
   * @throws StoreException if a table here lacks a column of the source's
   */
  public List<TableShape> common(List<TableShape> source) throws SQLException {
    Map<String, TableShape> here = new HashMap<>();
    for (TableShape table : transaction(transfer::tables)) {
      here.put(table.name(), table);
    }
    List<TableShape> common = new ArrayList<>();
    for (TableShape table : source) {
      TableShape ours = here.get(table.name());
      if (ours == null) {
        continue;
      }
      if (table.keys().isEmpty() || !names(ours).containsAll(names(table))) {
        throw new StoreException(
            "copy_unfit",
            "the table "
                + table.name()
                + " of the source has columns "
                + names(table)
                + ", and that of "
                + database.location()
                + " has "
                + names(ours)
                + ": another program has altered one of them",
            null);
      }
      List<TableShape.Column> columns = new ArrayList<>(table.columns());
      columns.sort(Comparator.comparing(TableShape.Column::name));
      common.add(new TableShape(table.name(), columns, table.keys()));
    }
    return common;
  }

  private static List<String> names(TableShape table) {
    return table.columns().stream().map(TableShape.Column::name).toList();
  }

  /** Writes rows, unless another process has taken over. */
  void write(SqlWork<Connection, Boolean> work) throws SQLException {
    transaction(
        jdbc -> {
          transfer.hurry(jdbc);
          requireMine(jdbc);
          return work.run(jdbc);
        });
  }

  private void requireMine(Connection jdbc) throws SQLException {
    try (PreparedStatement update =
        jdbc.prepareStatement("UPDATE " + Transfer.MARK + " SET token = ? WHERE token = ?")) {
      update.setString(1, token);
      update.setString(2, token);
      if (update.executeUpdate() != 1) {
        throw new StoreException(
            "store_busy",
            "another 'atocore db copy' to " + database.location() + " has taken over; wait for it",
            null);
      }
    }
  }

  /** The sums of those tables, at one moment. */
  public List<TableSum> sums(List<TableShape> tables) throws SQLException {
    return within(
        database.beginRead(),
        jdbc -> {
          List<TableSum> sums = new ArrayList<>();
          for (TableShape table : tables) {
            sums.add(TableCopy.sum(jdbc, transfer, table));
          }
          return sums;
        });
  }

  /** Makes the index of words, which nothing has kept so far. */
  public void index() throws SQLException {
    transaction(
        jdbc -> {
          requireMine(jdbc);
          database.fullText().rebuild(jdbc);
          return true;
        });
  }

  /**
   * Makes the copy a store.
   *
   * @param counters the highest number that each table of the source ever gave
   */
  public void finish(Map<String, Long> counters) throws SQLException {
    transaction(
        jdbc -> {
          requireMine(jdbc);
          List<String> later = new ArrayList<>();
          try (Statement statement = jdbc.createStatement()) {
            try (ResultSet rows =
                statement.executeQuery("SELECT sql FROM " + Transfer.LATER + " ORDER BY place")) {
              while (rows.next()) {
                later.add(rows.getString(1));
              }
            }
            statement.execute("DROP TABLE " + Transfer.LATER);
            statement.execute("DROP TABLE " + Transfer.MARK);
          }
          transfer.counters(jdbc, counters);
          transfer.restore(jdbc, later);
          return true;
        });
  }

  private <T extends @Nullable Object> T transaction(SqlWork<Connection, T> work)
      throws SQLException {
    return within(database.beginWrite(), work);
  }

  private <T extends @Nullable Object> T within(String begin, SqlWork<Connection, T> work)
      throws SQLException {
    connection.execute(begin);
    boolean done = false;
    try {
      T result = work.run(connection.jdbc());
      connection.execute("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  private void rollback() {
    try {
      connection.execute("ROLLBACK");
    } catch (SQLException e) {
      // The database ended the transaction itself; the first error is the one to report.
    }
  }

  private static void insert(Connection jdbc, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = jdbc.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
