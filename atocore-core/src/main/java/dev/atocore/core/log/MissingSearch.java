package dev.atocore.core.log;

import dev.atocore.audit.record.AuditGaps;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the versions that have no entry. The log's index of versions says which memories have some,
 * without a look at any entry; these few are then looked at as a verification does, so that both
 * say the same of them.
 */
final class MissingSearch {
  /** Of more memories than that, the whole log is verified: that is one pass. */
  static final int FEW = 200;

  private final Transactions transactions;
  private final AuditSpool.Content pending;

  /**
   * A search.
   *
   * @param pending what waits in the spool, as it was before
   */
  MissingSearch(Transactions transactions, AuditSpool.Content pending) {
    this.transactions = transactions;
    this.pending = pending;
  }

  /** All that are missing, acknowledged ones too, in the order of the memories. */
  List<MissingEntry> run() {
    MissingEntries missing =
        new MissingEntries(transactions.read(connection -> new AuditGaps(connection.sql()).all()));
    List<String> memories = transactions.read(MissingSearch::memories);
    if (memories.size() > FEW) {
      new LogVerification(transactions, pending, missing).run(null);
    } else {
      for (String memory : memories) {
        new LogVerification(transactions, pending, missing).run(memory);
      }
    }
    return List.copyOf(missing.found());
  }

  private static List<String> memories(StoreConnection connection) throws SQLException {
    List<String> memories = new ArrayList<>();
    try (PreparedStatement select = connection.sql().prepareAnew(HoleSql.MEMORIES)) {
      select.setInt(1, FEW + 1);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          memories.add(String.valueOf(rows.getString(1)));
        }
      }
    }
    memories.sort(null);
    return memories;
  }
}
