package dev.atocore.core.db.postgres;

import dev.atocore.core.db.LostCommits;
import dev.atocore.core.db.Pledge;
import dev.atocore.core.error.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what a lost connection was committing. A change of a memory is looked for by its
 * version and its hash: what the server says of the transaction's number alone could be about
 * another, after a failover to a standby that never had it. Without such a change the number has to
 * do.
 */
final class PostgresCommits implements LostCommits {
  /** With the time that it takes to notice, less than the minute that is promised. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A server that does not answer to COMMIT for so long is taken for lost. */
  private static final int ANSWER_MILLIS = 20_000;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final String FATE = "SELECT pg_xact_status(CAST(? AS xid8))";
  private static final String IS_LOGGED =
      "SELECT EXISTS (SELECT 1 FROM memory_audit WHERE memory_id = ? AND version = ? AND hash = ?)";

  private final PostgresDatabase database;
  private final Duration patience;

  PostgresCommits(PostgresDatabase database) {
    this(database, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience for how long it asks at most
   */
  PostgresCommits(PostgresDatabase database, Duration patience) {
    this.database = database;
    this.patience = patience;
  }

  @Override
  public int expectEnd(Connection connection) throws SQLException {
    int before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
    return before;
  }

  @Override
  public void ended(Connection connection, int before) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, before);
  }

  @Override
  public boolean isLost(SQLException error) {
    return PostgresErrors.isLost(error);
  }

  @Override
  public Outcome find(Pledge pledge) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      Outcome outcome = ask(pledge, end - System.nanoTime());
      if (outcome != Outcome.UNKNOWN) {
        return outcome;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return Outcome.UNKNOWN;
  }

  /** Unknown while the server still works on it, or cannot be reached. */
  private Outcome ask(Pledge pledge, long nanos) {
    Duration most = Duration.ofNanos(Math.max(nanos, TimeUnit.SECONDS.toNanos(1)));
    try (Connection connection = database.connectWithin(most)) {
      String fate = fate(connection, pledge.transaction());
      if (fate == null || fate.equals("in progress")) {
        return Outcome.UNKNOWN;
      }
      // Only now: what was in progress before may be there by now.
      Pledge.Logged change = pledge.change();
      boolean there = change == null ? fate.equals("committed") : isLogged(connection, change);
      return there ? Outcome.COMMITTED : Outcome.ABORTED;
    } catch (SQLException | StoreException e) {
      return Outcome.UNKNOWN;
    }
  }

  /**
   * What the server knows of the transaction; null for nothing. One of a server that took over may
   * not have come to that number yet: then it never had it.
   */
  private static @Nullable String fate(Connection connection, @Nullable String transaction)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FATE)) {
      select.setString(1, transaction);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    } catch (SQLException e) {
      if (!"22023".equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback();
      return "never had";
    }
  }

  private static boolean isLogged(Connection connection, Pledge.Logged change) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IS_LOGGED)) {
      select.setString(1, change.memoryId());
      select.setLong(2, change.version());
      select.setBytes(3, change.hash().toByteArray());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }
}
