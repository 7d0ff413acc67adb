package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.sql.LogRows;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    EntrySearch search =
        search(new AuditFilter(actor, null, null, null, since, until), 0, Long.MAX_VALUE);
    if (!search.isEmpty()) {
      LogRows.forEach(
          connection,
          search.restrict(new Query(EntrySql.FIRST_CHANGES)),
          rows -> ids.add(rows.getLong(1)));
    }
    return ids.build().toArray();
  }

  /** The first entry of one memory among those; 0 when there is none. */
  public long firstChange(String memoryId, String actor, Instant since, @Nullable Instant until) {
    long[] first = new long[1];
    LogRows.forEach(
        connection,
        EntrySearch.check(
            new Query(EntrySql.FIRST_CHANGE_OF, memoryId),
            new AuditFilter(actor, null, null, null, since, until)),
        rows -> first[0] = rows.getLong(1));
    return first[0];
  }

  /**
   * How many entries there are in each group, by its name; the name of those that belong to no
   * project is empty. Days in order, others by size.
   */
  public Map<String, Long> count(AuditGrouping by, AuditFilter filter) {
    if (EntrySearch.hasTerms(filter)) {
      EntrySearch search = search(filter, 0, Long.MAX_VALUE);
      return search.isEmpty()
          ? new LinkedHashMap<>()
          : groups(search.restrict(new Query(by.ofSome())));
    }
    if (filter.since() != null || filter.until() != null) {
      return groups(EntrySearch.during(new Query(by.ofSome()), filter));
    }
    return by == AuditGrouping.PROJECT ? countProjects() : groups(new Query(by.ofAll()));
  }

  /** The index of projects has no entries without one: these are what is left. */
  private Map<String, Long> countProjects() {
    Map<String, Long> projects =
        groups(new Query(EntrySql.COUNT_BY_PROJECT).and(FilterSql.IN_A_PROJECT));
    long rest = count();
    for (long count : projects.values()) {
      rest -= count;
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Map.Entry<String, Long> project : projects.entrySet()) {
      if (rest > 0 && project.getValue() <= rest) {
        counts.put("", rest);
        rest = 0;
      }
      counts.put(project.getKey(), project.getValue());
    }
    if (rest > 0) {
      counts.put("", rest);
    }
    return counts;
  }

  private Map<String, Long> groups(Query query) {
    Map<String, Long> counts = new LinkedHashMap<>();
    LogRows.forEach(
        connection,
        query,
        rows -> {
          String name = rows.getString(1);
          counts.merge(name == null ? "" : name, rows.getLong(2), Long::sum);
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
    List<AuditEntry> found = entries.list(EntrySearch.check(query, filter).then(limit + 1L));
    return page(found, limit, AuditEntry::version, null);
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
    return page(found, limit, AuditEntry::version, null);
  }

  /**
   * Entries across all memories, newest first. Where more than one thing is asked for besides the
   * time, a page may be short, or empty, and not be the last: what was looked at for it is bounded.
   *
   * @param limit at most so many, at least 1
   * @param after the {@link AuditPage#next()} of the page before; null for the first page
   * @throws IllegalArgumentException if {@code after} is no cursor of this log
   */
  public AuditPage recent(AuditFilter filter, int limit, @Nullable String after) {
    EntryRows.requireLimit(limit);
    return recent(filter, limit, after == null ? Long.MAX_VALUE : parseCursor(after));
  }

  private AuditPage recent(AuditFilter filter, int limit, long before) {
    EntrySearch search = search(filter, 0, before);
    if (search.isEmpty()) {
      return new AuditPage(List.of(), null);
    }
    long bound = search.bound();
    Query query = search.restrict(new Query(EntrySql.RECENT)).then(limit + 1L);
    return page(
        entries.list(query), limit, AuditEntry::id, bound == 0 ? null : Long.toString(bound));
  }

  /**
   * The same of some projects only.
   *
   * @param projects as they were at the time of the entry; none for all
   */
  public AuditPage recent(
      AuditFilter filter, Set<String> projects, int limit, @Nullable String after) {
    if (projects.isEmpty()) {
      return recent(filter, limit, after);
    }
    EntryRows.requireLimit(limit);
    long before = after == null ? Long.MAX_VALUE : parseCursor(after);
    // The newest of each, as one index gives them: of all these the newest.
    List<AuditEntry> found = new ArrayList<>();
    long complete = 0;
    for (String project : projects) {
      if (filter.project() == null || filter.project().equals(project)) {
        AuditPage page = recent(filter.project(project), limit, before);
        found.addAll(page.entries());
        complete = page.next() == null ? complete : Math.max(complete, parseCursor(page.next()));
      }
    }
    long from = complete;
    found.removeIf(entry -> entry.id() < from);
    found.sort(Comparator.comparingLong(AuditEntry::id).reversed());
    return page(found, limit, AuditEntry::id, from == 0 ? null : Long.toString(from));
  }

  /**
   * Entries across all memories, oldest first, as a stream that holds one at a time.
   *
   * @param after only entries with a larger id than this; 0 for all
   */
  public void export(AuditFilter filter, long after, Consumer<AuditEntry> each) {
    EntrySearch search =
        search(filter, after == Long.MAX_VALUE ? after : after + 1, Long.MAX_VALUE);
    if (!search.isEmpty()) {
      entries.query(search.restrict(new Query(EntrySql.EXPORT)), each);
    }
  }

  private EntrySearch search(AuditFilter filter, long from, long before) {
    return new EntrySearch(connection, filter, from, before);
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

  /**
   * A page of what was found.
   *
   * @param more the cursor behind all that was found; null when there is no more
   */
  private static AuditPage page(
      List<AuditEntry> found, int limit, ToLongFunction<AuditEntry> cursor, @Nullable String more) {
    if (found.size() <= limit) {
      return new AuditPage(found, more);
    }
    AuditEntry last = found.get(limit - 1);
    return new AuditPage(found.subList(0, limit), Long.toString(cursor.applyAsLong(last)));
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
