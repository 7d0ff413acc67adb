package dev.atocore.core.db.sqlite;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Empties the write-ahead log beside writers that leave it alone for an instant only. SQLite's own
 * waiting asks ten times a second after a while and misses them; this asks thousands of times.
 */
public final class WalTruncation {
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final Transactions transactions;
  private boolean empty;

  public WalTruncation(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Whether the log is empty now. */
  public boolean attempt(Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    try {
      // Threads of this JVM stand back; each lets only the one before it go first.
      transactions.besideNoWriter(wait.toNanos(), () -> besideOtherProcesses(deadline));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return empty;
  }

  private void besideOtherProcesses(long deadline) {
    try {
      // Not a pooled one: those wait for as long as a write may wait.
      StoreConnection connection =
          new StoreConnection(
              SqliteDialect.connect(transactions.pool().file(), Duration.ofMillis(1)));
      try {
        empty = SqliteDialect.truncateWal(connection.jdbc());
        while (!empty && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
          LockSupport.parkNanos(PAUSE_NANOS);
          empty = SqliteDialect.truncateWal(connection.jdbc());
        }
      } finally {
        connection.close();
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e, transactions.pool().file());
    }
  }
}
