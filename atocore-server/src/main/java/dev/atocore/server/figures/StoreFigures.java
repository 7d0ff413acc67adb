package dev.atocore.server.figures;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.MemoryStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many memories there are of each status. Counting a million takes longer than all the rest of
 * a page, so a count holds while the store's files are untouched, and then goes on from the entries
 * that the log gained. What other programs write past the log shows when it is counted anew: each
 * time where that is quick, else every half minute. Thread-safe.
 */
public final class StoreFigures {
  private static final long COUNT_ANEW_NANOS = Duration.ofSeconds(30).toNanos();
  private static final Duration QUICK = Duration.ofMillis(5);

  /** File systems keep no finer time, so what was written just now may be followed unseen. */
  private static final long CLOCK_TICK_MILLIS = 50;

  /** Beyond this, counting is no slower than reading the entries. */
  private static final long MANY = 2000;

  private static final String MAX_ID = "SELECT coalesce(max(id), 0) FROM memory_audit";
  private static final String COUNT = "SELECT status, count(*) FROM memories GROUP BY status";
  private static final String CHANGES =
      "SELECT CASE WHEN json_valid(before_json) THEN json_extract(before_json, '$.status') END,"
          + " CASE WHEN json_valid(after_json) THEN json_extract(after_json, '$.status') END"
          + " FROM memory_audit WHERE id > ? AND id <= ?";

  private final MemoryStore store;
  private final long quickNanos;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private @Nullable String stamp;
  private long lastId;
  private long countedAt;
  private long countingTook;

  public StoreFigures(MemoryStore store) {
    this(store, QUICK);
  }

  /**
   * For tests.
   *
   * @param quick a store that is counted in that time is counted each time
   */
  StoreFigures(MemoryStore store, Duration quick) {
    this.store = store;
    this.quickNanos = quick.toNanos();
  }

  /** How many candidates wait for review. */
  public long waiting() {
    return byStatus().getOrDefault(MemoryStatus.CANDIDATE.word(), 0L);
  }

  /** By the status' word; the four known ones are always there. */
  public synchronized Map<String, Long> byStatus() {
    // Before the view is opened: what is written meanwhile then makes the next call look again.
    String now = stamp();
    if (!now.equals(stamp)) {
      store.read(
          connection -> {
            refresh(connection);
            return true;
          });
      stamp = now;
    }
    return new LinkedHashMap<>(counts);
  }

  private void refresh(Connection connection) throws SQLException {
    long begin = System.nanoTime();
    long maxId = maxId(connection);
    boolean fresh = stamp != null && begin - countedAt < COUNT_ANEW_NANOS;
    if (fresh && countingTook > quickNanos && maxId >= lastId && maxId - lastId <= MANY) {
      follow(connection, maxId);
    } else {
      count(connection);
      countedAt = System.nanoTime();
      countingTook = countedAt - begin;
    }
    lastId = maxId;
  }

  private void count(Connection connection) throws SQLException {
    counts.clear();
    for (MemoryStatus status : MemoryStatus.values()) {
      counts.put(status.word(), 0L);
    }
    try (PreparedStatement select = connection.prepareStatement(COUNT);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        counts.put(String.valueOf(rows.getString(1)), rows.getLong(2));
      }
    }
  }

  private void follow(Connection connection, long maxId) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CHANGES)) {
      select.setLong(1, lastId);
      select.setLong(2, maxId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          add(rows.getString(1), -1);
          add(rows.getString(2), 1);
        }
      }
    }
  }

  private void add(@Nullable String status, long number) {
    if (status != null) {
      counts.merge(status, number, (had, more) -> Math.max(0, had + more));
    }
  }

  private static long maxId(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(MAX_ID);
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Every commit of whatever program writes to one of the two files. */
  private String stamp() {
    Path file = store.file();
    return stamp(file) + " " + stamp(file.resolveSibling(file.getFileName() + "-wal"));
  }

  private static String stamp(Path file) {
    try {
      long changed = Files.getLastModifiedTime(file).toMillis();
      boolean settled = System.currentTimeMillis() - changed > CLOCK_TICK_MILLIS;
      return changed + " " + Files.size(file) + (settled ? "" : " " + System.nanoTime());
    } catch (IOException e) {
      return "none";
    }
  }
}
