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
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the versions that have no entry. The log's index of versions says which memories have some,
 * without a look at any entry; these few are then looked at as a verification does, so that both
 * say the same of them.
 */
final class MissingSearch {
  /** Of more memories than that, the whole log is verified: that is one pass. */
  static final int FEW = 200;

  /** A smaller log is through before a second thread has begun. */
  private static final long WORTH_IT = 100_000;

  private final Transactions transactions;
  private final AuditSpool.Content pending;
  private final long worthIt;

  /**
   * A search.
   *
   * @param pending what waits in the spool, as it was before
   */
  MissingSearch(Transactions transactions, AuditSpool.Content pending) {
    this(transactions, pending, WORTH_IT);
  }

  /** As a log of that many entries or more is searched on two threads. */
  MissingSearch(Transactions transactions, AuditSpool.Content pending, long worthIt) {
    this.transactions = transactions;
    this.pending = pending;
    this.worthIt = worthIt;
  }

  /** All that are missing, acknowledged ones too, in the order of the memories. */
  List<MissingEntry> run() {
    MissingEntries missing =
        new MissingEntries(transactions.read(connection -> new AuditGaps(connection.sql()).all()));
    Set<String> memories = memories();
    if (memories.size() > FEW) {
      new LogVerification(transactions, pending, missing).run(null);
    } else {
      for (String memory : memories) {
        new LogVerification(transactions, pending, missing).run(memory);
      }
    }
    return List.copyOf(missing.found());
  }

  /**
   * The memories with a hole, in order; of more than {@link #FEW} at least one more. The two
   * statements have nothing to tell each other: each walks as far as the other, and in a large log
   * both do so at once.
   */
  private Set<String> memories() {
    OtherThread<List<String>> other =
        new OtherThread<>("atocore-gap", () -> memories(HoleSql.WITHOUT_ONE_BEFORE));
    if (isLarge()) {
      other.begin();
    }
    try {
      Set<String> memories = new TreeSet<>(memories(HoleSql.WITHOUT_OWN));
      memories.addAll(other.result());
      return memories;
    } finally {
      other.awaitEnd();
    }
  }

  private boolean isLarge() {
    return Runtime.getRuntime().availableProcessors() > 1
        && transactions.read(connection -> connection.audit().maxId()) >= worthIt;
  }

  private List<String> memories(HoleSql hole) {
    return transactions.read(connection -> memories(connection, hole));
  }

  private static List<String> memories(StoreConnection connection, HoleSql hole)
      throws SQLException {
    List<String> memories = new ArrayList<>();
    try (PreparedStatement select = connection.sql().prepareAnew(hole)) {
      select.setInt(1, FEW + 1);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          memories.add(String.valueOf(rows.getString(1)));
        }
      }
    }
    return memories;
  }
}
