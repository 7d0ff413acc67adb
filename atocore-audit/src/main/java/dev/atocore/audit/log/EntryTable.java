package dev.atocore.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.BodyDigests;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.verify.AuditVerifier;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The log in one database, read and written through one connection that the caller owns and whose
 * transactions it rules. Not thread-safe, as a connection is not.
 *
 * <p>Reading methods throw {@link AuditException} with the code {@code audit_unreadable}. {@link
 * #insert} throws the driver's own {@link SQLException}, because its caller must tell a failed
 * entry from a failed mutation.
 */
public final class EntryTable {
  /** How many entries one statement is to write where there are many. */
  public static final int BATCH = 50;

  private final SqlConnection connection;

  /** The log in the database behind {@code connection}. */
  public EntryTable(SqlConnection connection) {
    this.connection = connection;
  }

  /** The largest id in the log; 0 when it is empty. */
  public long maxId() throws SQLException {
    try (ResultSet rows = connection.prepare(EntrySql.MAX_ID).executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Writes a sealed entry within the caller's transaction. */
  public void insert(AuditEntry entry) throws SQLException {
    insert(List.of(entry));
  }

  /**
   * Writes sealed entries within the caller's transaction, in one statement: SQLite keeps a journal
   * for each statement that a trigger may stop, and that costs more than the entry.
   *
   * @param entries at least one; {@link #BATCH} at a time are best
   */
  public void insert(List<AuditEntry> entries) throws SQLException {
    int count = entries.size();
    boolean kept = count == 1 || count == BATCH;
    String sql =
        EntrySql.INSERT.in(connection.dialect())
            + (", " + EntrySql.VALUES.in(connection.dialect())).repeat(count - 1);
    PreparedStatement insert =
        kept ? connection.prepare(sql) : connection.jdbc().prepareStatement(sql);
    try {
      int index = 0;
      for (AuditEntry entry : entries) {
        index = set(insert, index, entry);
      }
      if (insert.executeUpdate() != count) {
        throw new SQLException("an entry was ignored by a trigger on memory_audit");
      }
    } finally {
      if (!kept) {
        insert.close();
      }
    }
  }

  /** Sets the values of an entry after that place; the place of its last one. */
  private static int set(PreparedStatement insert, int before, AuditEntry entry)
      throws SQLException {
    int index = before;
    insert.setLong(++index, entry.id());
    insert.setString(++index, entry.memoryId());
    insert.setLong(++index, entry.version());
    insert.setString(++index, entry.action());
    insert.setString(++index, entry.actor());
    insert.setString(++index, entry.project());
    insert.setString(++index, entry.before());
    insert.setString(++index, entry.after());
    insert.setString(++index, entry.note());
    insert.setString(++index, entry.timestamp());
    insert.setString(++index, entry.requestId());
    setBytes(insert, ++index, entry.salt());
    setBytes(insert, ++index, entry.prevHash());
    setBytes(insert, ++index, entry.hash());
    BodyDigests erased = entry.erased();
    setBytes(insert, ++index, erased == null ? null : erased.before());
    setBytes(insert, ++index, erased == null ? null : erased.after());
    setBytes(insert, ++index, erased == null ? null : erased.note());
    return index;
  }

  /** The entry with that id, if there is one. */
  public Optional<AuditEntry> find(long id) {
    return one(new Query(EntrySql.FIND, id));
  }

  /** The entry that led to that version of that memory, if there is one. */
  public Optional<AuditEntry> find(String memoryId, long version) {
    return one(new Query(EntrySql.FIND_VERSION, memoryId, version));
  }

  /** The newest entry of that memory at or before that time, if there is one. */
  public Optional<AuditEntry> findAsOf(String memoryId, String timestamp) {
    return one(new Query(EntrySql.FIND_AS_OF, memoryId, timestamp));
  }

  /** The newest entry of that memory, if there is one. */
  public Optional<AuditEntry> findNewest(String memoryId) {
    return one(new Query(EntrySql.FIND_NEWEST, memoryId));
  }

  /**
   * The first change that someone else made to a memory, or the actor itself after the span.
   *
   * @param version only after this version
   * @param actor whose own changes do not count
   * @param until the actor's own changes at or after this do count; null for never
   */
  public Optional<AuditEntry> findLaterChange(
      String memoryId, long version, String actor, @Nullable String until) {
    // No timestamp is larger than a tilde.
    return one(
        new Query(
            EntrySql.FIND_LATER_CHANGE, memoryId, version, actor, until == null ? "~" : until));
  }

  /**
   * The ids of the first entry of each memory that an actor changed within a span of time.
   *
   * @param since timestamp at or after this
   * @param until timestamp before this; null for all
   */
  public long[] firstChanges(String actor, String since, @Nullable String until) {
    LongStream.Builder ids = LongStream.builder();
    rows(
        restrict(
            new Query(EntrySql.FIRST_CHANGES),
            new AuditFilter(actor, null, null, null, since, until)),
        rows -> ids.add(rows.getLong(1)));
    return ids.build().toArray();
  }

  /**
   * The entries that began a memory's history at or before that time, newest first.
   *
   * @param before only entries with a smaller id
   * @param limit at most so many
   */
  public List<AuditEntry> beginnings(String timestamp, long before, int limit) {
    return list(new Query(EntrySql.BEGINNINGS, timestamp, before, limit));
  }

  /**
   * How many entries there are in each group, by its name; the name of those that belong to no
   * project is empty. Days in order, others by size.
   */
  public Map<String, Long> count(AuditGrouping by, AuditFilter filter) {
    Map<String, Long> counts = new LinkedHashMap<>();
    rows(
        restrict(new Query(by.statement()), filter),
        rows -> {
          String name = rows.getString(1);
          counts.put(name == null ? "" : name, rows.getLong(2));
        });
    return counts;
  }

  /** How many entries there are. */
  public long count() {
    long[] count = new long[1];
    rows(new Query(EntrySql.COUNT), rows -> count[0] = rows.getLong(1));
    return count[0];
  }

  /** All entries of one memory, oldest first. */
  public void history(String memoryId, Consumer<AuditEntry> each) {
    query(new Query(EntrySql.HISTORY, memoryId), each);
  }

  /**
   * Entries of one memory, oldest first.
   *
   * @param limit at most so many, at least 1
   * @param after the {@link AuditPage#next()} of the page before; null for the first page
   * @throws IllegalArgumentException if {@code after} is no cursor of this log
   */
  public AuditPage history(String memoryId, AuditFilter filter, int limit, @Nullable String after) {
    requireLimit(limit);
    Query query = new Query(EntrySql.HISTORY_PAGE, memoryId);
    if (after != null) {
      query.and(EntrySql.AFTER_VERSION, parseCursor(after));
    }
    List<AuditEntry> entries = list(restrict(query, filter).then(limit + 1L));
    return page(entries, limit, AuditEntry::version);
  }

  /** How many entries there are of each action among those with a larger id than this. */
  public AuditTally tally(long after) throws SQLException {
    Map<String, Long> byAction = new LinkedHashMap<>();
    rows(
        after == 0 ? new Query(EntrySql.TALLY) : new Query(EntrySql.TALLY_AFTER, after),
        row -> byAction.put(String.valueOf(row.getString(1)), row.getLong(2)));
    return new AuditTally(maxId(), byAction);
  }

  /**
   * Entries across all memories, newest first.
   *
   * @param limit at most so many, at least 1
   * @param after the {@link AuditPage#next()} of the page before; null for the first page
   * @throws IllegalArgumentException if {@code after} is no cursor of this log
   */
  public AuditPage recent(AuditFilter filter, int limit, @Nullable String after) {
    requireLimit(limit);
    Query query = boundIds(restrict(new Query(EntrySql.RECENT), filter), filter);
    if (after != null) {
      query.and(EntrySql.BEFORE_ID, parseCursor(after));
    }
    List<AuditEntry> entries = list(query.then(limit + 1L));
    return page(entries, limit, AuditEntry::id);
  }

  /**
   * Entries across all memories, oldest first, as a stream that holds one at a time.
   *
   * @param after only entries with a larger id than this; 0 for all
   */
  public void export(AuditFilter filter, long after, Consumer<AuditEntry> each) {
    query(boundIds(restrict(new Query(EntrySql.EXPORT, after), filter), filter), each);
  }

  /**
   * The entries whose bodies say nothing about any time from {@code olderThan} on, because the next
   * version of the memory is older than that too. Oldest first, without those that were erased
   * before.
   */
  public void prunable(String olderThan, Consumer<AuditEntry> each) {
    query(new Query(EntrySql.PRUNABLE, olderThan, olderThan), each);
  }

  /** Whether there is any such entry. */
  public boolean hasPrunable(String olderThan) {
    boolean[] any = new boolean[1];
    rows(new Query(EntrySql.ANY_PRUNABLE, olderThan, olderThan), rows -> any[0] = true);
    return any[0];
  }

  /** Entries with ids from {@code first} to {@code last}, in order, one at a time. */
  public void forEachBetween(long first, long last, Consumer<AuditEntry> each) {
    query(new Query(EntrySql.BETWEEN, first, last), each);
  }

  /**
   * Entries with ids from {@code first} to {@code last}, in order.
   *
   * @param limit at most so many, at least 1
   */
  public List<AuditEntry> between(long first, long last, int limit) {
    requireLimit(limit);
    return list(new Query(EntrySql.FIRST_BETWEEN, first, last, limit));
  }

  /** All entries of those chains, in the order of memory id and version. */
  public void forEachInChainOrder(ChainRange range, Consumer<RawEntry> each) {
    rows(
        range.restrict(
            new Query(EntrySql.CHAINS),
            EntrySql.CHAIN_OF,
            EntrySql.CHAINS_BEFORE,
            EntrySql.CHAINS_FROM),
        rows -> each.accept(RawEntry.read(rows)));
  }

  /**
   * The memory id with about as many entries before it as after it, judged by a sample; null when
   * there are fewer than that many entries, or no such id.
   */
  public @Nullable String middle(long atLeast, int samples) {
    List<Long> ends = new ArrayList<>();
    rows(
        new Query(EntrySql.ENDS),
        rows -> {
          ends.add(rows.getLong(1));
          ends.add(rows.getLong(2));
        });
    long first = ends.get(0);
    long last = ends.get(1);
    if (last - first + 1 < atLeast) {
      return null;
    }
    TreeMap<String, Integer> sampled = new TreeMap<>(AuditVerifier::compareByCodePoint);
    for (int i = 0; i < samples; i++) {
      long id = first + (last - first) / samples * i;
      rows(
          new Query(EntrySql.MEMORY_FROM, id),
          rows -> sampled.merge(rows.getString(1), 1, Integer::sum));
    }
    int before = 0;
    for (Map.Entry<String, Integer> one : sampled.entrySet()) {
      if (before >= samples / 2) {
        return one.getKey();
      }
      before += one.getValue();
    }
    return null;
  }

  /** All erasures on record. */
  public List<Erasure> erasures() {
    try {
      return new AuditErasures(connection).all();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** All that is on record about lost entries. */
  public List<AuditGap> gaps() {
    try {
      return new AuditGaps(connection).all();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static Query restrict(Query query, AuditFilter filter) {
    AuditAction action = filter.action();
    return query
        .andIf(EntrySql.BY_ACTOR, filter.actor())
        .andIf(EntrySql.OF_ACTION, action == null ? null : action.verb())
        .andIf(EntrySql.OF_PROJECT, filter.project())
        .andIf(EntrySql.OF_REQUEST, filter.requestId())
        .andIf(EntrySql.SINCE, filter.since())
        .andIf(EntrySql.UNTIL, filter.until());
  }

  /** For rows in the order of ids: a span of time is a span of ids. */
  private static Query boundIds(Query query, AuditFilter filter) {
    return query
        .andIf(EntrySql.FROM_FIRST_SINCE, filter.since())
        .andIf(EntrySql.TO_LAST_UNTIL, filter.until());
  }

  private static AuditPage page(
      List<AuditEntry> found, int limit, ToLongFunction<AuditEntry> cursor) {
    if (found.size() <= limit) {
      return new AuditPage(found, null);
    }
    List<AuditEntry> page = found.subList(0, limit);
    return new AuditPage(page, Long.toString(cursor.applyAsLong(page.get(limit - 1))));
  }

  private static void requireLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", not at least 1");
    }
  }

  private static long parseCursor(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + cursor + "\" is no cursor of the audit log; pass the \"next\" of a page", e);
    }
  }

  private Optional<AuditEntry> one(Query query) {
    return list(query).stream().findFirst();
  }

  private List<AuditEntry> list(Query query) {
    List<AuditEntry> found = new ArrayList<>();
    query(query, found::add);
    return found;
  }

  private void query(Query query, Consumer<AuditEntry> each) {
    rows(query, rows -> each.accept(read(rows)));
  }

  private void rows(Query query, Row each) {
    // Not from the cache: a callback may run the same query while this one is still open.
    try (PreparedStatement select = query.prepare(connection)) {
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          each.read(rows);
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static AuditException unreadable(SQLException e) {
    return new AuditException(
        "audit_unreadable", "The audit log cannot be read: " + e.getMessage(), e);
  }

  private static AuditEntry read(ResultSet rows) throws SQLException {
    ByteString salt = bytes(rows, 12);
    ByteString before = bytes(rows, 15);
    ByteString after = bytes(rows, 16);
    ByteString note = bytes(rows, 17);
    boolean erased = before != null || after != null || note != null;
    ByteString hash = bytes(rows, 14);
    return new AuditEntry(
        rows.getLong(1),
        required(rows, 2),
        rows.getLong(3),
        required(rows, 4),
        required(rows, 5),
        text(rows, 6),
        text(rows, 7),
        text(rows, 8),
        text(rows, 9),
        required(rows, 10),
        text(rows, 11),
        salt,
        bytes(rows, 13),
        hash == null ? ByteString.wrap(new byte[0]) : hash,
        erased ? new BodyDigests(before, after, note) : null);
  }

  /** A required text column; a tampered log may hold null there, which then fails its hash. */
  private static String required(ResultSet rows, int column) throws SQLException {
    String text = text(rows, column);
    return text == null ? "" : text;
  }

  /** As bytes: for a text the driver makes a buffer object first. */
  private static @Nullable String text(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  private static @Nullable ByteString bytes(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? null : ByteString.wrap(bytes);
  }

  private static void setBytes(PreparedStatement statement, int column, @Nullable ByteString bytes)
      throws SQLException {
    statement.setBytes(column, bytes == null ? null : bytes.shared());
  }

  /** What to do with a row. */
  @FunctionalInterface
  private interface Row {
    void read(ResultSet rows) throws SQLException;
  }
}
