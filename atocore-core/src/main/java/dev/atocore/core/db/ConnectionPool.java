package dev.atocore.core.db;

import dev.atocore.core.error.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The connections of one open store. One is opened for each thread that is inside at the same time,
 * and kept for the next, here or by the database.
 */
public final class ConnectionPool implements AutoCloseable {
  private final Database database;
  private final Duration busyTimeout;
  private final Deque<StoreConnection> idle = new ArrayDeque<>();
  private boolean closed;

  public ConnectionPool(Database database, Duration busyTimeout) {
    this.database = database;
    this.busyTimeout = busyTimeout;
  }

  public Database database() {
    return database;
  }

  public StoreConnection borrow() throws SQLException {
    synchronized (idle) {
      if (closed) {
        throw new StoreException(
            "store_closed", "the store " + database.location() + " was closed", null);
      }
      StoreConnection connection = idle.pollFirst();
      if (connection != null) {
        return connection;
      }
    }
    return new StoreConnection(database, database.connect(busyTimeout));
  }

  /** Takes back a connection that is in no transaction. */
  public void giveBack(StoreConnection connection) {
    boolean lasting = isLasting(connection);
    synchronized (idle) {
      if (!closed && lasting && !database.keepsConnections()) {
        idle.addFirst(connection);
        return;
      }
    }
    connection.close();
  }

  private boolean isLasting(StoreConnection connection) {
    try {
      return database.isLasting(connection.jdbc());
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      for (StoreConnection connection : idle) {
        connection.close();
      }
      idle.clear();
    }
    database.close();
  }
}
