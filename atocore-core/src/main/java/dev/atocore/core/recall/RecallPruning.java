package dev.atocore.core.recall;

import dev.atocore.audit.sql.Sql;
import dev.atocore.core.db.ClaimedWork;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.recall.Packed.Pair;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Drops old answers, the lists that nothing refers to any more, and what points to those. */
final class RecallPruning {
  private static final int AT_ONCE = 500;

  private final Transactions transactions;

  RecallPruning(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Each step is a transaction, so that no other writer waits for long. */
  long run(long before) {
    long removed = 0;
    long step;
    do {
      step = transactions.write(ClaimedWork.RECALLS, connection -> removeSome(connection, before));
      removed += step;
    } while (step == AT_ONCE);
    transactions.write(
        ClaimedWork.RECALLS,
        connection -> {
          connection.prepare(RecallSql.REMOVE_READERS).executeUpdate();
          run(connection, RecallSql.REMOVE_LOST, before);
          return true;
        });
    return removed;
  }

  private static long removeSome(StoreConnection connection, long before) throws SQLException {
    Set<Long> recalls = new HashSet<>();
    Set<Long> lists = new TreeSet<>();
    PreparedStatement select = connection.prepare(RecallSql.OLDER);
    select.setLong(1, before);
    select.setLong(2, AT_ONCE);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        recalls.add(rows.getLong(1));
        lists.add(rows.getLong(2));
      }
    }
    for (long recall : recalls) {
      run(connection, RecallSql.REMOVE, recall);
    }
    removeUnused(connection, lists);
    return recalls.size();
  }

  private static void removeUnused(StoreConnection connection, Set<Long> lists)
      throws SQLException {
    Map<Long, Set<Long>> byMemory = new TreeMap<>();
    PreparedStatement used = connection.prepare(RecallSql.IS_USED);
    PreparedStatement memories = connection.prepare(RecallSql.LIST_MEMORIES);
    for (long list : lists) {
      used.setLong(1, list);
      memories.setLong(1, list);
      if (!any(used)) {
        try (ResultSet rows = memories.executeQuery()) {
          if (rows.next()) {
            for (Pair pair : Packed.pairs(rows.getBytes(1))) {
              byMemory.computeIfAbsent(pair.first(), k -> new HashSet<>()).add(list);
            }
          }
        }
        run(connection, RecallSql.REMOVE_LIST, list);
      }
    }
    for (Map.Entry<Long, Set<Long>> memory : byMemory.entrySet()) {
      ToldTable.remove(connection, memory.getKey(), memory.getValue());
    }
  }

  private static boolean any(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      return rows.next();
    }
  }

  private static void run(StoreConnection connection, Sql statement, long value)
      throws SQLException {
    PreparedStatement prepared = connection.prepare(statement);
    prepared.setLong(1, value);
    prepared.executeUpdate();
  }
}
