package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.io.EntryTime;
import dev.atocore.audit.sql.LogRows;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the log says when many entries are asked for: pages, counts, and those that others are
 * looked for with. The caller owns the connection. Not thread-safe.
 *
 * <p>All methods throw {@link AuditException} with the code {@code audit_unreadable}.
 */
public final class EntryPages {
  private final SqlConnection connection;
  private final EntryRows entries;

  /** The log in the database behind {@code connection}. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public EntryPages(SqlConnection connection) {
    this.connection = connection;
    this.entries = new EntryRows(connection);
  }

  /**
   * The ids of the first entry of each memory that an actor changed within a span of time.
   *
   * @param since at or after this
   * @param until before this; null for all
   */
  public long[] firstChanges(String actor, Instant since, @Nullable Instant until) {
    LongStream.Builder ids = LongStream.builder();
    LogRows.forEach(
        connection,
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
    return entries.list(new Query(EntrySql.BEGINNINGS, timestamp, before, limit));
  }

  /**
   * How many entries there are in each group, by its name; the name of those that belong to no
   * project is empty. Days in order, others by size.
   */
  public Map<String, Long> count(AuditGrouping by, AuditFilter filter) {
    Map<String, Long> counts = new LinkedHashMap<>();
    LogRows.forEach(
        connection,
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
    LogRows.forEach(connection, new Query(EntrySql.COUNT), rows -> count[0] = rows.getLong(1));
    return count[0];
  }

  /**
   * Entries of one memory, oldest first.
   *
   * @param limit at most so many, at least 1
   * @param after the {@link AuditPage#next()} of the page before; null for the first page
   * @throws IllegalArgumentException if {@code after} is no cursor of this log
   */
  public AuditPage history(String memoryId, AuditFilter filter, int limit, @Nullable String after) {
    EntryRows.requireLimit(limit);
    Query query = new Query(EntrySql.HISTORY_PAGE, memoryId);
    if (after != null) {
      query.and(EntrySql.AFTER_VERSION, parseCursor(after));
    }
    List<AuditEntry> found = entries.list(restrict(query, filter).then(limit + 1L));
    return page(found, limit, AuditEntry::version);
  }

  /**
   * Entries of one memory, newest first.
   *
   * @param before only versions below this; null for the newest
   * @param limit at most so many, at least 1
   */
  public AuditPage versions(String memoryId, @Nullable Long before, int limit) {
    EntryRows.requireLimit(limit);
    List<AuditEntry> found =
        entries.list(
            new Query(
                EntrySql.NEWEST_VERSIONS,
                memoryId,
                before == null ? Long.MAX_VALUE : before,
                limit + 1L));
    return page(found, limit, AuditEntry::version);
  }

  /**
   * Entries across all memories, newest first.
   *
   * @param limit at most so many, at least 1
   * @param after the {@link AuditPage#next()} of the page before; null for the first page
   * @throws IllegalArgumentException if {@code after} is no cursor of this log
   */
  public AuditPage recent(AuditFilter filter, int limit, @Nullable String after) {
    return recent(filter, Set.of(), limit, after);
  }

  /**
   * The same of some projects only.
   *
   * @param projects as they were at the time of the entry; none for all
   */
  public AuditPage recent(
      AuditFilter filter, Set<String> projects, int limit, @Nullable String after) {
    EntryRows.requireLimit(limit);
    Query query = boundIds(restrict(new Query(EntrySql.RECENT), filter), filter);
    if (!projects.isEmpty()) {
      query.andAny(EntrySql.OF_PROJECT, List.copyOf(projects));
    }
    if (after != null) {
      query.and(EntrySql.BEFORE_ID, parseCursor(after));
    }
    List<AuditEntry> found = entries.list(query.then(limit + 1L));
    return page(found, limit, AuditEntry::id);
  }

  /**
   * Entries across all memories, oldest first, as a stream that holds one at a time.
   *
   * @param after only entries with a larger id than this; 0 for all
   */
  public void export(AuditFilter filter, long after, Consumer<AuditEntry> each) {
    entries.query(boundIds(restrict(new Query(EntrySql.EXPORT, after), filter), filter), each);
  }

  /**
   * The entries whose bodies say nothing about any time from {@code olderThan} on, because the next
   * version of the memory is older than that too. Oldest first, without those that were erased
   * before.
   */
  public void prunable(String olderThan, Consumer<AuditEntry> each) {
    entries.query(new Query(EntrySql.PRUNABLE, olderThan, olderThan), each);
  }

  /** Whether there is any such entry. */
  public boolean hasPrunable(String olderThan) {
    boolean[] any = new boolean[1];
    LogRows.forEach(
        connection, new Query(EntrySql.ANY_PRUNABLE, olderThan, olderThan), rows -> any[0] = true);
    return any[0];
  }

  private static Query restrict(Query query, AuditFilter filter) {
    AuditAction action = filter.action();
    return query
        .andIf(EntrySql.BY_ACTOR, filter.actor())
        .andIf(EntrySql.OF_ACTION, action == null ? null : action.verb())
        .andIf(EntrySql.OF_PROJECT, filter.project())
        .andIf(EntrySql.OF_REQUEST, filter.requestId())
        .andIf(EntrySql.OF_USER, filter.userId())
        .andIf(EntrySql.OF_AGENT, filter.agentId())
        .andIf(EntrySql.OF_RUN, filter.runId())
        .andIf(EntrySql.SINCE, stored(filter.since()))
        .andIf(EntrySql.UNTIL, stored(filter.until()));
  }

  /** For rows in the order of ids: a span of time is a span of ids. */
  private static Query boundIds(Query query, AuditFilter filter) {
    return query
        .andIf(EntrySql.FROM_FIRST_SINCE, stored(filter.since()))
        .andIf(EntrySql.TO_LAST_UNTIL, stored(filter.until()));
  }

  private static @Nullable String stored(@Nullable Instant time) {
    return time == null ? null : EntryTime.format(time);
  }

  private static AuditPage page(
      List<AuditEntry> found, int limit, ToLongFunction<AuditEntry> cursor) {
    if (found.size() <= limit) {
      return new AuditPage(found, null);
    }
    List<AuditEntry> page = found.subList(0, limit);
    return new AuditPage(page, Long.toString(cursor.applyAsLong(page.get(limit - 1))));
  }

  private static long parseCursor(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + cursor + "\" is no cursor of the audit log; pass the \"next\" of a page", e);
    }
  }
}
