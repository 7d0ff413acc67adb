package dev.atocore.core.db.sqlite;

import dev.atocore.core.db.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Empties the write-ahead log beside writers that leave it alone for an instant only. SQLite's own
 * waiting asks ten times a second after a while and misses them; this asks thousands of times.
 */
final class WalTruncation {
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final Transactions transactions;
  private final SqliteDatabase database;
  private boolean empty;

  WalTruncation(Transactions transactions, SqliteDatabase database) {
    this.transactions = transactions;
    this.database = database;
  }

  /** Whether the log is empty now. */
  boolean attempt(Duration wait) {
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
      Connection connection = database.connect(Duration.ofMillis(1));
      try {
        empty = database.upkeep().truncateWal(connection);
        while (!empty && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
          LockSupport.parkNanos(PAUSE_NANOS);
          empty = database.upkeep().truncateWal(connection);
        }
      } finally {
        closeQuietly(connection);
      }
    } catch (SQLException e) {
      throw database.translate(e);
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It held no transaction; there is nothing to lose.
    }
  }
}
