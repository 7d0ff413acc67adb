package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.StoreConnection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The ids of the entries of a transaction: one above the log and above what waits in the spool.
 * Where either cannot be read, time stands in: that must not stop the change.
 */
final class EntryIds {
  private final StoreConnection connection;
  private final AuditSpool spool;
  private final Keeping keeping;
  private long last = -1;

  EntryIds(StoreConnection connection, AuditSpool spool, Keeping keeping) {
    this.connection = connection;
    this.spool = spool;
    this.keeping = keeping;
  }

  long next() {
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
        if (!spool.isEmpty()) {
          last = Math.max(last, spool.largestId());
        }
      } catch (AuditException e) {
        last = Math.max(last, micros());
      }
    }
    return ++last;
  }

  /** Larger than any counted id, and exact in a JSON number until the year 2255. */
  private static long micros() {
    return Instant.now().toEpochMilli() * 1000;
  }
}
