package dev.atocore.integrity;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.ReadWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** What a check is given: a way to read the store, and the time of the run. */
public final class CheckContext {
  private final MemoryStore store;
  private final Instant now;

  CheckContext(MemoryStore store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /**
   * Reads the store within one consistent view, on a connection that refuses to write. Keep it
   * short: while it is open, the write-ahead log of a busy store grows.
   */
  public <T> T read(ReadWork<T> work) {
    return store.read(
        connection -> {
          queryOnly(connection, true);
          T result = work.run(connection);
          // Not in a finally: after a failure the store drops the connection.
          queryOnly(connection, false);
          return result;
        });
  }

  /** When the run began; ages are counted back from here. */
  public Instant now() {
    return now;
  }

  MemoryStore store() {
    return store;
  }

  private static void queryOnly(Connection connection, boolean on) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = " + (on ? "1" : "0"));
    }
  }
}
