package dev.atocore.core.recall;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.recall.Packed.Pair;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table recall_told: the lists that a memory is in, some dozens a row. */
final class ToldTable {
  /** A row with so many is full. All of one list are in one row. */
  private static final int FULL = 100;

  private ToldTable() {}

  /** A row: the lists from that one on, with the memory's version in each. */
  private record Row(long firstList, List<Pair> lists) {}

  /**
   * Adds lists that a memory is in.
   *
   * @param lists ascending, after all that are there
   */
  static void add(StoreConnection connection, long memory, List<Pair> lists) throws SQLException {
    Row last = lastUntil(connection, memory, Long.MAX_VALUE);
    boolean isNew = last == null || last.lists().size() >= FULL;
    long first = last == null || isNew ? lists.get(0).first() : last.firstList();
    List<Pair> row = new ArrayList<>();
    if (last != null && !isNew) {
      row.addAll(last.lists());
    }
    for (Pair pair : lists) {
      if (row.size() >= FULL && row.get(row.size() - 1).first() != pair.first()) {
        write(connection, isNew, memory, first, row);
        row.clear();
        isNew = true;
        first = pair.first();
      }
      row.add(pair);
    }
    write(connection, isNew, memory, first, row);
  }

  /** Every list that the memory is in, and its version there. */
  static List<Pair> of(StoreConnection connection, long memory) throws SQLException {
    PreparedStatement select = connection.prepare(RecallSql.TOLD);
    select.setLong(1, memory);
    List<Pair> lists = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        lists.addAll(read(rows).lists());
      }
    }
    return lists;
  }

  /** Takes lists out that are removed. */
  static void remove(StoreConnection connection, long memory, Set<Long> lists) throws SQLException {
    Set<Long> left = new HashSet<>(lists);
    while (!left.isEmpty()) {
      long list = left.iterator().next();
      left.remove(list);
      Row row = lastUntil(connection, memory, list);
      if (row != null) {
        List<Pair> kept = new ArrayList<>();
        for (Pair pair : row.lists()) {
          if (lists.contains(pair.first())) {
            left.remove(pair.first());
          } else {
            kept.add(pair);
          }
        }
        rewrite(connection, memory, row, kept);
      }
    }
  }

  private static void rewrite(StoreConnection connection, long memory, Row row, List<Pair> kept)
      throws SQLException {
    if (kept.isEmpty()) {
      PreparedStatement delete = connection.prepare(RecallSql.REMOVE_TOLD);
      delete.setLong(1, memory);
      delete.setLong(2, row.firstList());
      delete.executeUpdate();
    } else if (kept.size() < row.lists().size()) {
      write(connection, false, memory, row.firstList(), kept);
    }
  }

  private static @Nullable Row lastUntil(StoreConnection connection, long memory, long list)
      throws SQLException {
    PreparedStatement select = connection.prepare(RecallSql.TOLD_UNTIL);
    select.setLong(1, memory);
    select.setLong(2, list);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? read(rows) : null;
    }
  }

  private static Row read(ResultSet rows) throws SQLException {
    long first = rows.getLong(1);
    return new Row(first, Packed.ascending(first, rows.getBytes(2)));
  }

  private static void write(
      StoreConnection connection, boolean isNew, long memory, long first, List<Pair> lists)
      throws SQLException {
    PreparedStatement put = connection.prepare(isNew ? RecallSql.ADD_TOLD : RecallSql.CHANGE_TOLD);
    put.setBytes(1, Packed.ascending(first, lists));
    put.setLong(2, memory);
    put.setLong(3, first);
    put.executeUpdate();
  }
}
