package dev.atocore.integrity;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.ReadWork;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** What a check is given: a way to read the store, and the time of the run. */
public final class CheckContext {
  /** About 150,000 memories with their history. */
  private static final long SMALL_BYTES = 256L * 1024 * 1024;

  private final MemoryStore store;
  private final Instant now;
  private final boolean full;

  CheckContext(MemoryStore store, Instant now, boolean full) {
    this.store = store;
    this.now = now;
    this.full = full;
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

  /** Whether to look as closely as can be, whatever it costs. */
  public boolean full() {
    return full;
  }

  /**
   * Whether reading the whole file is in order: in a full run, and as long as the store is so small
   * that it costs no more than a second or two.
   */
  boolean mayReadAll() {
    return full || size() <= SMALL_BYTES;
  }

  private long size() {
    try {
      return Files.size(store.file());
    } catch (IOException e) {
      return 0;
    }
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
