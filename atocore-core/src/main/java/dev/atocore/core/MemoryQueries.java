package dev.atocore.core;

import static dev.atocore.core.jooq.Tables.MEMORIES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.noCondition;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** Lists of memories. */
final class MemoryQueries {
  private MemoryQueries() {}

  static MemoryPage list(
      StoreConnection connection, MemoryFilter filter, int limit, @Nullable String after)
      throws SQLException {
    Condition condition = condition(filter);
    if (after != null) {
      condition = condition.and(MEMORIES.SEQ.lt(parseCursor(after)));
    }
    Query query =
        MemoryTable.SQL
            .select(MemoryTable.COLUMNS)
            .from(MEMORIES)
            .where(condition)
            .orderBy(MEMORIES.SEQ.desc())
            .limit(limit + 1L);
    List<StoredMemory> found = new ArrayList<>();
    forEach(connection, query, found::add);
    List<Memory> page = new ArrayList<>();
    for (StoredMemory stored : found.subList(0, Math.min(limit, found.size()))) {
      page.add(stored.memory());
    }
    return new MemoryPage(
        page, found.size() > limit ? Long.toString(found.get(limit - 1).seq()) : null);
  }

  /** All that match, oldest first, one at a time. */
  static void export(StoreConnection connection, MemoryFilter filter, Consumer<Memory> each)
      throws SQLException {
    Query query =
        MemoryTable.SQL
            .select(MemoryTable.COLUMNS)
            .from(MEMORIES)
            .where(condition(filter))
            .orderBy(MEMORIES.SEQ);
    forEach(connection, query, stored -> each.accept(stored.memory()));
  }

  /** How many there are of each status; the four known ones are always there. */
  static Map<String, Long> countByStatus(StoreConnection connection) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (MemoryStatus status : MemoryStatus.values()) {
      counts.put(status.word(), 0L);
    }
    Query query =
        MemoryTable.SQL.select(MEMORIES.STATUS, count()).from(MEMORIES).groupBy(MEMORIES.STATUS);
    try (PreparedStatement select = bind(connection, query);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  static void forEach(StoreConnection connection, Query query, Consumer<StoredMemory> each)
      throws SQLException {
    try (PreparedStatement select = bind(connection, query);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        each.accept(MemoryTable.read(rows));
      }
    }
  }

  static PreparedStatement bind(StoreConnection connection, Query query) throws SQLException {
    PreparedStatement statement = connection.jdbc().prepareStatement(query.getSQL());
    int index = 0;
    for (Object value : query.getBindValues()) {
      statement.setObject(++index, value);
    }
    return statement;
  }

  private static Condition condition(MemoryFilter filter) {
    Condition condition = noCondition();
    if (filter.status() != null) {
      condition = condition.and(MEMORIES.STATUS.eq(filter.status().word()));
    }
    if (filter.type() != null) {
      condition = condition.and(MEMORIES.TYPE.eq(filter.type().word()));
    }
    if (filter.project() != null) {
      condition = condition.and(MEMORIES.PROJECT.eq(filter.project()));
    }
    return condition;
  }

  static long parseCursor(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          Text.quote(cursor) + " is no cursor; pass the \"next\" of the page before");
    }
  }
}
