package dev.atocore.core.db;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in transactions. Within one JVM writers queue here, in order; across processes the
 * database makes them wait, and who writes again and again lets them go first.
 */
public final class Transactions {
  private static final String COMMIT = "COMMIT";
  private static final String ROLLBACK = "ROLLBACK";

  /** How often a transaction is begun that others were in the way of. */
  private static final int TRIES = 4;

  private final ConnectionPool pool;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final Turns turns;
  private final FairShare share;

  public Transactions(ConnectionPool pool) {
    this.pool = pool;
    this.turns = pool.database().turns();
    this.share = new FairShare(turns);
  }

  public ConnectionPool pool() {
    return pool;
  }

  /** One consistent view of the store. */
  public <T extends @Nullable Object> T read(SqlWork<StoreConnection, T> work) {
    return run(pool.database().beginRead(), COMMIT, work);
  }

  /** Holds the write lock from the start. All or nothing. */
  public <T extends @Nullable Object> T write(SqlWork<StoreConnection, T> work) {
    return locked(COMMIT, work);
  }

  /** As {@link #write} would do it, and then takes everything back. */
  public <T extends @Nullable Object> T rehearse(SqlWork<StoreConnection, T> work) {
    return locked(ROLLBACK, work);
  }

  /**
   * Does something while no other thread of this store writes; writers of other processes go on.
   *
   * @return false if a writer was not done in time; nothing was done then
   */
  public boolean besideNoWriter(long nanos, Runnable work) throws InterruptedException {
    if (!writing.tryLock(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      work.run();
      return true;
    } finally {
      writing.unlock();
    }
  }

  /** Does something on a connection that is in no transaction. */
  public <T extends @Nullable Object> T outside(SqlWork<Connection, T> work) {
    StoreConnection connection = null;
    try {
      connection = pool.borrow();
      pool.database().requireInPlace();
      return work.run(connection.jdbc());
    } catch (SQLException e) {
      throw pool.database().translate(e);
    } finally {
      if (connection != null) {
        pool.giveBack(connection);
      }
    }
  }

  private <T extends @Nullable Object> T locked(String end, SqlWork<StoreConnection, T> work) {
    writing.lock();
    try {
      for (int left = TRIES - 1; ; left--) {
        share.giveWay();
        try {
          return inTurn(end, work);
        } catch (StoreException e) {
          if (left == 0
              || !(e.getCause() instanceof SQLException cause)
              || !pool.database().isWorthAnotherTry(cause)) {
            throw e;
          }
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private <T extends @Nullable Object> T inTurn(String end, SqlWork<StoreConnection, T> work) {
    long[] since = {0};
    turns.begin();
    try {
      return run(
          pool.database().beginWrite(),
          end,
          connection -> {
            turns.end();
            since[0] = System.nanoTime();
            connection.holdsLock(since[0]);
            return work.run(connection);
          });
    } finally {
      turns.end();
      if (since[0] != 0) {
        share.held(System.nanoTime() - since[0]);
      }
    }
  }

  /**
   * Any failure, the audit log's too, drops the connection: after a full disk or RAISE(ROLLBACK)
   * its state cannot be trusted.
   */
  private <T extends @Nullable Object> T run(
      String begin, String end, SqlWork<StoreConnection, T> work) {
    StoreConnection connection = null;
    boolean done = false;
    try {
      connection = pool.borrow();
      connection.execute(begin);
      // Only now: who replaces a store waits for writers, and they see it after that.
      pool.database().requireInPlace();
      T result = work.run(connection);
      connection.execute(end);
      done = true;
      return result;
    } catch (SQLException e) {
      throw pool.database().translate(e);
    } catch (AuditException e) {
      throw new StoreException(e);
    } finally {
      if (connection != null) {
        if (done) {
          pool.giveBack(connection);
        } else {
          connection.rollbackQuietly();
          connection.close();
        }
      }
    }
  }
}
