package dev.atocore.server.figures;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.MemoryStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many changes of each kind the last days saw. The log only grows, so after the first look only
 * new entries are read; now and then it is counted anew, for entries that came late out of the
 * spool. Thread-safe.
 */
public final class ActivityByDay {
  static final int DAYS = 30;
  private static final long COUNT_ANEW_NANOS = Duration.ofMinutes(10).toNanos();

  /** Beyond this the index of actions answers faster than the entries. */
  private static final long MANY = 2000;

  private static final String MAX_ID = "SELECT coalesce(max(id), 0) FROM memory_audit";
  private static final String FIRST_SINCE =
      "SELECT coalesce(min(id), 0) FROM (SELECT id FROM memory_audit WHERE timestamp >= ? ORDER BY timestamp LIMIT 1)";
  private static final String NEW =
      "SELECT substr(timestamp, 1, 10), action, count(*) FROM memory_audit WHERE id > ? AND id <= ? GROUP BY 1, 2";
  private static final String OF_ACTION =
      "SELECT count(*) FROM memory_audit WHERE action = ? AND id >= ? AND id < ?";

  private final MemoryStore store;
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private long lastId;
  private long countedAt;
  private boolean counted;

  public ActivityByDay(MemoryStore store) {
    this.store = store;
  }

  /**
   * One day.
   *
   * @param date such as {@code 2026-11-25}
   * @param actions how many changes there were, by the verbs of the log
   */
  public record Day(String date, Map<String, Long> actions) {
    public long total() {
      return actions.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** The last days, oldest first, those without a change too. */
  public synchronized List<Day> days() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String first = today.minusDays(DAYS - 1L).toString();
    store.read(
        connection -> {
          refresh(connection, first, today);
          return true;
        });
    counts.keySet().removeIf(date -> date.compareTo(first) < 0);
    List<Day> days = new ArrayList<>();
    for (int i = DAYS - 1; i >= 0; i--) {
      String date = today.minusDays(i).toString();
      days.add(new Day(date, Map.copyOf(counts.getOrDefault(date, Map.of()))));
    }
    return days;
  }

  private void refresh(Connection connection, String first, LocalDate today) throws SQLException {
    long now = System.nanoTime();
    long maxId = number(connection, MAX_ID);
    if (!counted || maxId < lastId || now - countedAt > COUNT_ANEW_NANOS) {
      counts.clear();
      countAll(connection, first, today, maxId);
      counted = true;
      countedAt = now;
    } else if (maxId - lastId > MANY) {
      counts.remove(today.toString());
      countDay(connection, today.toString(), today.plusDays(1).toString(), maxId);
    } else if (maxId > lastId) {
      addNew(connection, maxId);
    }
    lastId = maxId;
  }

  private void countAll(Connection connection, String first, LocalDate today, long maxId)
      throws SQLException {
    for (LocalDate date = LocalDate.parse(first); !date.isAfter(today); date = date.plusDays(1)) {
      countDay(connection, date.toString(), date.plusDays(1).toString(), maxId);
    }
  }

  /** Ids grow with time, so a day is a range of ids and an index of actions alone answers. */
  private void countDay(Connection connection, String date, String next, long maxId)
      throws SQLException {
    long from = number(connection, FIRST_SINCE, date);
    if (from == 0) {
      return;
    }
    long to = number(connection, FIRST_SINCE, next);
    for (AuditAction action : AuditAction.values()) {
      long count = number(connection, OF_ACTION, action.verb(), from, to == 0 ? maxId + 1 : to);
      if (count > 0) {
        add(date, action.verb(), count);
      }
    }
  }

  private void addNew(Connection connection, long maxId) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEW)) {
      select.setLong(1, lastId);
      select.setLong(2, maxId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          add(rows.getString(1), rows.getString(2), rows.getLong(3));
        }
      }
    }
  }

  private void add(String date, String action, long count) {
    counts.computeIfAbsent(date, d -> new LinkedHashMap<>()).merge(action, count, Long::sum);
  }

  private static long number(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }
}
