package dev.atocore.core.recall;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.recall.Packed.Pair;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is on record of who was told what. Thread-safe. */
public final class Recalls {
  private static final Comparator<Recall> OLDEST_FIRST =
      Comparator.comparing(Recall::at).thenComparing(Recall::id);

  private final Transactions transactions;

  @SuppressWarnings("exports") // For the store alone, as module-info says.
  public Recalls(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * To whom a memory was told; a memory that nobody knows was told to nobody.
   *
   * @param version only that version; null for any
   * @param since only answers of then or later; null for all on record
   */
  public Exposure exposure(String memoryId, @Nullable Long version, @Nullable Instant since) {
    return transactions.read(
        connection -> new ExposureQuery(connection, memoryId).run(version, milliseconds(since)));
  }

  /**
   * Answers, newest first.
   *
   * @param limit at most so many, at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public RecallPage list(RecallFilter filter, int limit, @Nullable String after) {
    if (limit < 1) {
      throw new InvalidInputException("limit is " + limit + ", not at least 1");
    }
    return transactions.read(connection -> list(connection, filter, limit, after));
  }

  /** What could not be recorded, as far as the store was told of it. */
  public RecallLosses losses() {
    return transactions.read(
        connection -> {
          try (ResultSet rows = connection.prepare(RecallSql.LOST).executeQuery()) {
            rows.next();
            long answers = rows.getLong(1);
            return new RecallLosses(answers, answers == 0 ? null : time(rows.getLong(2)));
          }
        });
  }

  /**
   * Drops the answers given before that time, some thousands a transaction.
   *
   * @return how many there were
   */
  public long prune(Instant before) {
    return new RecallPruning(transactions).run(before.toEpochMilli());
  }

  /**
   * The lists of which what was searched for is no longer to be known: where one of the memories
   * was found, or the text itself is not to be known.
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static List<Long> queriesOf(
      StoreConnection connection, Collection<String> memoryIds, Predicate<String> erased)
      throws SQLException {
    Set<Long> telling = new HashSet<>();
    for (String id : memoryIds) {
      listsOf(connection, id).forEach(pair -> telling.add(pair.first()));
    }
    Set<Long> lists = new LinkedHashSet<>();
    try (ResultSet rows = connection.prepare(RecallSql.QUERIES).executeQuery()) {
      while (rows.next()) {
        if (telling.contains(rows.getLong(1)) || erased.test(rows.getString(2))) {
          lists.add(rows.getLong(1));
        }
      }
    }
    return List.copyOf(lists);
  }

  /**
   * Forgets what was searched for in the first of these lists. Within a transaction that writes,
   * until its slice is over.
   *
   * @return those lists
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static List<Long> forgetQueries(StoreConnection connection, List<Long> lists)
      throws SQLException {
    PreparedStatement forget = connection.prepare(RecallSql.FORGET_QUERY);
    int done = 0;
    do {
      forget.setLong(1, lists.get(done));
      forget.executeUpdate();
      done++;
    } while (done < lists.size() && !connection.isSliceOver());
    return lists.subList(0, done);
  }

  private static RecallPage list(
      StoreConnection connection, RecallFilter filter, int limit, @Nullable String after)
      throws SQLException {
    String memory = filter.memory();
    List<Recall> found;
    if (memory == null) {
      found = new ArrayList<>(newest(connection, filter, limit + 1, after, null));
    } else {
      // The newest of each list that the memory is in, and of these the newest.
      PriorityQueue<Recall> newest = new PriorityQueue<>(OLDEST_FIRST);
      Set<Long> lists = new LinkedHashSet<>();
      listsOf(connection, memory).forEach(pair -> lists.add(pair.first()));
      for (long list : lists) {
        newest.addAll(newest(connection, filter, limit + 1, after, list));
        while (newest.size() > limit + 1) {
          newest.remove();
        }
      }
      found = new ArrayList<>(newest);
      found.sort(OLDEST_FIRST.reversed());
    }
    if (found.size() <= limit) {
      return new RecallPage(found, null);
    }
    Recall last = found.get(limit - 1);
    return new RecallPage(
        found.subList(0, limit), Instant.parse(last.at()).toEpochMilli() + "-" + last.id());
  }

  private static List<Recall> newest(
      StoreConnection connection,
      RecallFilter filter,
      int limit,
      @Nullable String after,
      @Nullable Long list)
      throws SQLException {
    Long since = filter.since() == null ? null : milliseconds(filter.since());
    Query query =
        new Query(RecallSql.NEWEST)
            .andIf(RecallSql.OF_LIST, list)
            .andIf(RecallSql.OF_KEY, filter.key())
            .andIf(RecallSql.SINCE, since);
    if (after != null) {
      long[] place = place(after);
      query.and(RecallSql.BEFORE, place[0], place[0], place[1]);
    }
    PreparedStatement select = query.then(limit).prepareKept(connection.sql());
    List<Recall> recalls = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        recalls.add(
            new Recall(
                rows.getLong(1),
                time(rows.getLong(2)),
                rows.getString(4),
                rows.getString(5),
                rows.getString(3),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                told(connection, Packed.pairs(rows.getBytes(9)))));
      }
    }
    return recalls;
  }

  private static List<Told> told(StoreConnection connection, List<Pair> pairs) throws SQLException {
    PreparedStatement select = connection.prepare(RecallSql.MEMORY_ID);
    List<Told> told = new ArrayList<>(pairs.size());
    for (Pair pair : pairs) {
      select.setLong(1, pair.first());
      try (ResultSet rows = select.executeQuery()) {
        told.add(new Told(rows.next() ? rows.getString(1) : "?", pair.second()));
      }
    }
    return told;
  }

  /** The lists that a memory is in, and its version there. */
  static List<Pair> listsOf(StoreConnection connection, String memoryId) throws SQLException {
    PreparedStatement select = connection.prepare(RecallSql.FIND_MEMORY);
    select.setString(1, memoryId);
    long number;
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        return List.of();
      }
      number = rows.getLong(1);
    }
    return ToldTable.of(connection, number);
  }

  static String time(long milliseconds) {
    return Times.format(Instant.ofEpochMilli(milliseconds));
  }

  /** The first millisecond that is not before that time. */
  private static long milliseconds(@Nullable Instant since) {
    return since == null ? Long.MIN_VALUE : since.plusNanos(999_999).toEpochMilli();
  }

  private static long[] place(String cursor) {
    int middle = cursor.indexOf('-', 1);
    try {
      return new long[] {
        Long.parseLong(cursor.substring(0, Math.max(middle, 0))),
        Long.parseLong(cursor.substring(middle + 1))
      };
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          TextRules.quote(cursor) + " is no cursor; pass the \"next\" of the page before");
    }
  }
}
