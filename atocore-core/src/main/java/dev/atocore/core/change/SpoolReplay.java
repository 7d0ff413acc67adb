package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.spool.AuditReplay;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.spool.ReplayReport;
import dev.atocore.core.db.ClaimedWork;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts spooled entries back. They are read and sorted in a view of the store, and inserted in
 * transactions so short that others write in between. Who touches the spool holds the lock: when it
 * is not as it was when it was sorted, such as after a redaction, all begins anew.
 */
final class SpoolReplay {
  /** So often it is sorted anew; then all is done in one transaction, which nobody disturbs. */
  private static final int ROUNDS = 5;

  private final Transactions transactions;
  private final AuditSpool spool;

  SpoolReplay(Transactions transactions, AuditSpool spool) {
    this.transactions = transactions;
    this.spool = spool;
  }

  ReplayReport run() {
    List<AuditEntry> restored = new ArrayList<>();
    ReplayReport report = null;
    for (int round = 0; round < ROUNDS && report == null; round++) {
      report = round(restored);
    }
    if (report == null) {
      report = transactions.write(ClaimedWork.SPOOL, connection -> replay(connection).insert());
      restored.addAll(report.restored());
    }
    settle();
    return new ReplayReport(
        restored, report.alreadyThere(), report.setAside(), report.pending(), report.unreadable());
  }

  /** Null when the spool has changed meanwhile; what was inserted stays. */
  private @Nullable ReplayReport round(List<AuditEntry> restored) {
    String stamp = spool.stamp();
    ReplayReport sorted = transactions.read(connection -> replay(connection).sort());
    AuditReplay.Fitting fitting = new AuditReplay.Fitting(sorted.restored());
    int next = 0;
    while (next < fitting.size()) {
      int from = next;
      AuditReplay.@Nullable Part part =
          transactions.write(
              ClaimedWork.SPOOL,
              connection ->
                  spool.stamp().equals(stamp)
                      ? replay(connection).insert(fitting, from, connection::isSliceOver)
                      : null);
      if (part == null) {
        return null;
      }
      restored.addAll(part.inserted());
      next = part.next();
    }
    return sorted;
  }

  private void settle() {
    transactions.write(
        ClaimedWork.SPOOL,
        connection -> {
          try {
            replay(connection).settle();
          } catch (IOException e) {
            throw new AuditException(
                "audit_spool_unwritable",
                "the audit spool " + spool.file() + " cannot be rewritten: " + e.getMessage(),
                e);
          }
          return true;
        });
  }

  private AuditReplay replay(StoreConnection connection) {
    return new AuditReplay(connection.sql(), connection.audit(), spool);
  }
}
