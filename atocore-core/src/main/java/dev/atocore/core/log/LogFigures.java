package dev.atocore.core.log;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.audit.log.EntryPages;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.store.SqlWork;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of a store, each with the newest entry that it knows: whoever keeps one goes on from there
 * with {@link StoreLog#between}. Thread-safe.
 */
public final class LogFigures {
  private final Transactions transactions;

  LogFigures(Transactions transactions) {
    this.transactions = transactions;
  }

  /** How many memories there are of each status; the four known ones are always there. */
  public LogCount<String> byStatus() {
    return count(MemoryQueries::countByStatus);
  }

  /** How many entries there are of each action. */
  public LogCount<String> byAction() {
    return count(
        connection ->
            new EntryPages(connection.sql()).count(AuditGrouping.ACTION, AuditFilter.ALL));
  }

  /** How many entries there are of each known action on each of these days, where there are any. */
  public LogCount<DayAction> byDay(LocalDate first, LocalDate last) {
    return count(
        connection -> {
          Map<DayAction, Long> counts = new LinkedHashMap<>();
          long from = firstSince(connection, first);
          for (LocalDate date = first; from > 0 && !date.isAfter(last); date = date.plusDays(1)) {
            long next = firstSince(connection, date.plusDays(1));
            countDay(connection, date, from, next == 0 ? Long.MAX_VALUE : next, counts);
            from = next;
          }
          return counts;
        });
  }

  private <K> LogCount<K> count(SqlWork<StoreConnection, Map<K, Long>> work) {
    return transactions.read(
        connection -> new LogCount<>(connection.audit().maxId(), work.run(connection)));
  }

  /** Ids grow with time, so a day is a range of ids and an index of actions alone answers. */
  private static void countDay(
      StoreConnection connection,
      LocalDate date,
      long from,
      long before,
      Map<DayAction, Long> counts)
      throws SQLException {
    for (AuditAction action : AuditAction.values()) {
      long count = number(connection, FigureSql.OF_ACTION, action.verb(), from, before);
      if (count > 0) {
        counts.put(new DayAction(date.toString(), action.verb()), count);
      }
    }
  }

  /** The first entry of that day or later; 0 when there is none. */
  private static long firstSince(StoreConnection connection, LocalDate date) throws SQLException {
    return number(connection, FigureSql.FIRST_SINCE, date.toString());
  }

  private static long number(StoreConnection connection, Sql statement, Object... values)
      throws SQLException {
    PreparedStatement select = connection.sql().prepare(statement);
    for (int i = 0; i < values.length; i++) {
      select.setObject(i + 1, values[i]);
    }
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
