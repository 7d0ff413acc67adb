package dev.atocore.core.db;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.core.db.sqlite.SqlErrors;
import dev.atocore.core.db.sqlite.SqliteDialect;
import dev.atocore.core.error.StoreException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in transactions. Within one JVM writers queue here, in order; across processes SQLite's
 * busy timeout does the same.
 */
public final class Transactions {
  private final ConnectionPool pool;
  private final ReentrantLock writing = new ReentrantLock(true);

  public Transactions(ConnectionPool pool) {
    this.pool = pool;
  }

  public ConnectionPool pool() {
    return pool;
  }

  /** One consistent view of the store. */
  public <T extends @Nullable Object> T read(Work<T> work) {
    return run(SqliteDialect.BEGIN_READ, SqliteDialect.COMMIT, work);
  }

  /** Holds the write lock from the start. All or nothing. */
  public <T extends @Nullable Object> T write(Work<T> work) {
    return locked(SqliteDialect.COMMIT, work);
  }

  /** As {@link #write} would do it, and then takes everything back. */
  public <T extends @Nullable Object> T rehearse(Work<T> work) {
    return locked(SqliteDialect.ROLLBACK, work);
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

  private <T extends @Nullable Object> T locked(String end, Work<T> work) {
    writing.lock();
    try {
      return run(SqliteDialect.BEGIN_WRITE, end, work);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Any failure, the audit log's too, drops the connection: after a full disk or RAISE(ROLLBACK)
   * its state cannot be trusted.
   */
  private <T extends @Nullable Object> T run(String begin, String end, Work<T> work) {
    StoreConnection connection = null;
    boolean done = false;
    try {
      connection = pool.borrow();
      connection.execute(begin);
      T result = work.run(connection);
      connection.execute(end);
      done = true;
      return result;
    } catch (SQLException e) {
      throw SqlErrors.translate(e, pool.file());
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

  /** Something to do inside a transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(StoreConnection connection) throws SQLException;
  }
}
