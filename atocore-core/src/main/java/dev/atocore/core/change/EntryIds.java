package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Writers;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The ids of the entries of a transaction: those that the database hands out where several write at
 * once, else one above the log and above what waits in the spool. Where neither can be had, time
 * stands in: that must not stop the change.
 */
final class EntryIds {
  /** What a long transaction takes at once; what it leaves of them stays unused. */
  private static final int MANY = 50;

  private final StoreConnection connection;
  private final AuditSpool spool;
  private final Keeping keeping;
  private final Deque<Long> taken = new ArrayDeque<>();
  private int used;
  private long last = -1;
  private boolean waiting;

  EntryIds(StoreConnection connection, AuditSpool spool, Keeping keeping) {
    this.connection = connection;
    this.spool = spool;
    this.keeping = keeping;
  }

  long next() throws SQLException {
    if (connection.database().writers().sideBySide()) {
      if (taken.isEmpty()) {
        take(used < 2 ? 1 : MANY);
      }
      used++;
      return taken.remove();
    }
    if (last < 0) {
      try {
        last = connection.audit().maxId();
      } catch (SQLException e) {
        if (keeping == Keeping.LOG) {
          throw new AuditInsertFailedException(e);
        }
        last = micros();
      }
      try {
        waiting = !spool.isEmpty();
        if (waiting) {
          last = Math.max(last, spool.largestId());
        }
      } catch (AuditException e) {
        last = Math.max(last, micros());
      }
    }
    return ++last;
  }

  private void take(int count) throws SQLException {
    Writers writers = connection.database().writers();
    if (keeping == Keeping.LOG) {
      try {
        taken.addAll(writers.entryIds(connection, count));
      } catch (SQLException e) {
        throw AuditedTransaction.notLogged(connection, e);
      }
      return;
    }
    Savepoint before = connection.jdbc().setSavepoint();
    try {
      taken.addAll(writers.entryIds(connection, count));
      connection.jdbc().releaseSavepoint(before);
    } catch (SQLException e) {
      connection.jdbc().rollback(before);
      last = Math.max(last + 1, micros());
      taken.add(last);
    }
  }

  /**
   * Whether entries wait in the spool. Nobody changes it while the write lock is held, so the look
   * that the first id took is enough.
   */
  boolean spoolWaits() {
    return last < 0 ? !spool.isEmpty() : waiting;
  }

  /** Larger than any counted id, and exact in a JSON number until the year 2255. */
  private static long micros() {
    return Instant.now().toEpochMilli() * 1000;
  }
}
