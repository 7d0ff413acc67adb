package dev.atocore.core.db;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in transactions. Where one writes at a time, the writers of one JVM queue here, in
 * order; across processes the database makes them wait, and who writes again and again lets them go
 * first. Elsewhere they write side by side, and one that met another is run again.
 */
public final class Transactions {
  /** How long whoever needs a settled order waits for those that write. */
  public static final Duration MOMENT = Duration.ofSeconds(2);

  private static final String COMMIT = "COMMIT";
  private static final String ROLLBACK = "ROLLBACK";

  /** How often a transaction is begun that others were in the way of. */
  private static final int TRIES = 10;

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ConnectionPool pool;
  private final @Nullable ReentrantLock writing;
  private final Turns turns;
  private final FairShare share;

  public Transactions(ConnectionPool pool) {
    this.pool = pool;
    this.turns = pool.database().turns();
    this.share = new FairShare(turns);
    this.writing = pool.database().writers().sideBySide() ? null : new ReentrantLock(true);
  }

  public ConnectionPool pool() {
    return pool;
  }

  /** One consistent view of the store. */
  public <T extends @Nullable Object> T read(SqlWork<StoreConnection, T> work) {
    return run(pool.database().beginRead(), COMMIT, work);
  }

  /**
   * Sees, and keeps others from, what it locks: all of the store from the start where one writes at
   * a time. All or nothing. The work may run several times.
   */
  public <T extends @Nullable Object> T write(SqlWork<StoreConnection, T> work) {
    return repeated(COMMIT, work);
  }

  /** Also keeps others from what is claimed, where writers go side by side. */
  public <T extends @Nullable Object> T write(ClaimedWork claim, SqlWork<StoreConnection, T> work) {
    return write(
        connection -> {
          connection.claim(claim);
          return work.run(connection);
        });
  }

  /** As {@link #write} would do it, and then takes everything back. */
  public <T extends @Nullable Object> T rehearse(SqlWork<StoreConnection, T> work) {
    return repeated(ROLLBACK, work);
  }

  /**
   * Does something while no other thread of this store writes; writers of other processes go on.
   *
   * @return false if a writer was not done in time; nothing was done then
   */
  public boolean besideNoWriter(long nanos, Runnable work) throws InterruptedException {
    ReentrantLock lock = writing;
    if (lock != null && !lock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      work.run();
      return true;
    } finally {
      if (lock != null) {
        lock.unlock();
      }
    }
  }

  /**
   * Waits until the transactions are over that write now, in all processes.
   *
   * @return false if they were not in time; see {@link Writers#outlast}
   */
  public boolean outlast(Duration most) {
    Writers writers = pool.database().writers();
    return !writers.sideBySide() || outside(connection -> writers.outlast(connection, most));
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

  private <T extends @Nullable Object> T repeated(String end, SqlWork<StoreConnection, T> work) {
    long pause = FIRST_PAUSE_NANOS;
    for (int left = TRIES - 1; ; left--) {
      try {
        return writing == null ? begun(end, work) : queued(writing, end, work);
      } catch (StoreException e) {
        if (left == 0
            || !(e.getCause() instanceof SQLException cause)
            || !pool.database().isWorthAnotherTry(cause)
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        // Those that met are not to meet again.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause, 2 * pause));
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      }
    }
  }

  private <T extends @Nullable Object> T begun(String end, SqlWork<StoreConnection, T> work) {
    return run(
        pool.database().beginWrite(),
        end,
        connection -> {
          connection.holdsLock(System.nanoTime());
          return work.run(connection);
        });
  }

  private <T extends @Nullable Object> T queued(
      ReentrantLock lock, String end, SqlWork<StoreConnection, T> work) {
    lock.lock();
    try {
      share.giveWay();
      return inTurn(end, work);
    } finally {
      lock.unlock();
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
      connection.begin(begin);
      // Only now: who replaces a store waits for writers, and they see it after that.
      pool.database().requireInPlace();
      T result = work.run(connection);
      done = end(connection, end);
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

  /**
   * Ends a transaction.
   *
   * @return whether its connection is still there; what it did is, in either case
   */
  private boolean end(StoreConnection connection, String end) throws SQLException {
    LostCommits lost = pool.database().lostCommits();
    int before = lost.expectEnd(connection.jdbc());
    try {
      connection.execute(end);
    } catch (SQLException e) {
      Pledge pledge = connection.pledge();
      if (!end.equals(COMMIT) || !lost.isLost(e) || pledge.transaction() == null) {
        throw e;
      }
      connection.close();
      return switch (lost.find(pledge)) {
        case COMMITTED -> false;
        case ABORTED -> throw e;
        case UNKNOWN ->
            throw new StoreException(
                StoreException.OUTCOME_UNKNOWN,
                "the connection to the store "
                    + pool.database().location()
                    + " was lost while a change was being committed, and nobody could be asked"
                    + " since: whether the change was made is not known; look before you make it"
                    + " again",
                null);
      };
    }
    try {
      lost.ended(connection.jdbc(), before);
      return true;
    } catch (SQLException e) {
      // It went after it had answered.
      return false;
    }
  }
}
