package dev.atocore.core.db.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.atocore.core.error.StoreException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a process that goes on for long, kept by HikariCP. While the server is gone,
 * one thread looks for it, and everybody else is told so at once: who serves requests must not have
 * all its threads wait for the same server. Thread-safe.
 */
final class PostgresPool {
  /** How many connections at most; the pool has as many as are used at once. */
  private static final String VARIABLE = "ATOCORE_POSTGRES_POOL";

  private static final int USUAL = 32;
  private static final int MOST = 1000;

  /** How long a request waits for a connection. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  private static final Duration CHECK = Duration.ofSeconds(2);
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);
  private static final Duration PROBE = Duration.ofMillis(500);

  private final Opener opener;
  private final int most;
  private volatile @Nullable SQLException gone;
  private @Nullable HikariDataSource connections;
  private boolean closed;

  private PostgresPool(Opener opener, int most) {
    this.opener = opener;
    this.most = most;
  }

  /** Opens a connection of its own. */
  @FunctionalInterface
  interface Opener {
    /** Opens it. */
    Connection open() throws SQLException;
  }

  /** A pool that opens its connections that way, the first when it is asked for. */
  static PostgresPool of(Opener opener) {
    return new PostgresPool(opener, most(System.getenv(VARIABLE)));
  }

  /**
   * How many connections that setting means.
   *
   * @throws StoreException if it is no number from 2 to 1000
   */
  static int most(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return USUAL;
    }
    try {
      int number = Integer.parseInt(given.strip());
      if (number >= 2 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new StoreException(
        "invalid", VARIABLE + " is \"" + given + "\", not a number from 2 to " + MOST, null);
  }

  /** A connection that goes back when it is closed. */
  Connection connection() throws SQLException {
    SQLException known = gone;
    if (known != null) {
      throw stillGone(known);
    }
    try {
      return started().getConnection();
    } catch (SQLTransientConnectionException e) {
      if (e.getCause() instanceof SQLException cause) {
        noticed(cause);
        throw cause;
      }
      throw new SQLException("all " + most + " connections of this process are in use", "53300", e);
    }
  }

  /** Closes all that nobody uses, and the others when they go back. */
  synchronized void close() {
    closed = true;
    if (connections != null) {
      connections.close();
    }
  }

  private synchronized HikariDataSource started() throws SQLException {
    if (closed) {
      throw new SQLException("the pool is closed", "08003");
    }
    HikariDataSource known = connections;
    if (known == null) {
      // Once by itself: why it cannot be reached is known at once, and not after a wait.
      opened().close();
      known = start();
      connections = known;
    }
    return known;
  }

  private HikariDataSource start() {
    try {
      HikariConfig config = new HikariConfig();
      config.setPoolName("atocore");
      config.setDataSource(new Source());
      config.setAutoCommit(false);
      config.setMaximumPoolSize(most);
      config.setMinimumIdle(1);
      config.setConnectionTimeout(WAIT.toMillis());
      config.setValidationTimeout(CHECK.toMillis());
      config.setKeepaliveTime(KEEP_ALIVE.toMillis());
      config.setInitializationFailTimeout(-1);
      return new HikariDataSource(config);
    } catch (NoClassDefFoundError e) {
      throw new StoreException(
          "store_unreachable",
          "a store in PostgreSQL that stays open needs HikariCP, which is not here; add"
              + " com.zaxxer:HikariCP",
          e);
    }
  }

  private Connection opened() throws SQLException {
    try {
      return opener.open();
    } catch (SQLException e) {
      noticed(e);
      throw e;
    }
  }

  /** From here on nobody asks the server but one thread, until it answers. */
  private synchronized void noticed(SQLException why) {
    if (closed || gone != null || !PostgresErrors.isGone(why)) {
      return;
    }
    gone = why;
    if (connections != null) {
      connections.getHikariPoolMXBean().softEvictConnections();
    }
    Thread probe = new Thread(this::awaitServer, "atocore-postgres-probe");
    probe.setDaemon(true);
    probe.start();
  }

  private void awaitServer() {
    while (!isClosed()) {
      try {
        TimeUnit.NANOSECONDS.sleep(PROBE.toNanos());
        opener.open().close();
        gone = null;
        return;
      } catch (SQLException | StoreException e) {
        gone = e instanceof SQLException still ? still : gone;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        gone = null;
        return;
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** One that nobody tries again: the next try would hear the same. */
  private static SQLException stillGone(SQLException why) {
    return new SQLException(why.getMessage(), "08001", why);
  }

  /** Where HikariCP's connections come from: URL and login stay with the database. */
  private final class Source implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return opened();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return opened();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("no " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
