package dev.atocore.core.memory;

import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.access.Scope;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.MetadataTerm;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.QueuedCandidate;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lists of memories. */
public final class MemoryQueries {
  private MemoryQueries() {}

  public static MemoryPage list(
      StoreConnection connection,
      MemoryFilter filter,
      Scope scope,
      int limit,
      @Nullable String after)
      throws SQLException {
    Query query = restricted(MemorySql.NEWEST_FIRST, filter, scope);
    if (after != null) {
      query.and(MemorySql.BEFORE_SEQ, parseCursor(after));
    }
    query.then(limit + 1L);
    List<StoredMemory> found = new ArrayList<>();
    forEach(connection, query, found::add);
    List<Memory> page = new ArrayList<>();
    for (StoredMemory stored : found.subList(0, Math.min(limit, found.size()))) {
      page.add(stored.memory());
    }
    return new MemoryPage(
        page, found.size() > limit ? Long.toString(found.get(limit - 1).seq()) : null, 0);
  }

  /** All that match, oldest first, one at a time. */
  public static void export(
      StoreConnection connection, MemoryFilter filter, Scope scope, Consumer<Memory> each)
      throws SQLException {
    forEach(
        connection,
        restricted(MemorySql.OLDEST_FIRST, filter, scope),
        stored -> each.accept(stored.memory()));
  }

  public static @Nullable QueuedCandidate nextCandidate(
      StoreConnection connection, MemoryFilter filter, Scope scope, long after)
      throws SQLException {
    Query query =
        restricted(MemorySql.OLDEST, filter.status(MemoryStatus.CANDIDATE), scope)
            .and(MemorySql.AFTER_SEQ, after)
            .then(1);
    List<StoredMemory> found = new ArrayList<>(1);
    forEach(connection, query, found::add);
    return found.isEmpty() ? null : new QueuedCandidate(found.get(0).memory(), found.get(0).seq());
  }

  /** Active memories that were to be looked at by then, the longest waiting first. */
  public static MemoryPage reviews(
      StoreConnection connection,
      MemoryFilter filter,
      Scope scope,
      String until,
      int limit,
      @Nullable String after)
      throws SQLException {
    Query query = new Query(MemorySql.REVIEWS, until);
    restricted(query, filter.status(null), scope);
    if (after != null) {
      int place = after.lastIndexOf('#');
      String reviewBy = after.substring(0, Math.max(0, place));
      query.and(
          MemorySql.AFTER_REVIEW, reviewBy, reviewBy, parseCursor(after.substring(place + 1)));
    }
    query.then(limit + 1L);
    List<StoredMemory> found = new ArrayList<>();
    forEach(connection, query, found::add);
    List<Memory> page =
        found.subList(0, Math.min(limit, found.size())).stream().map(StoredMemory::memory).toList();
    String next = null;
    if (found.size() > limit) {
      StoredMemory last = found.get(limit - 1);
      next = last.memory().validity().reviewBy() + "#" + last.seq();
    }
    return new MemoryPage(page, next, 0);
  }

  /** How many active memories were to be looked at by then. */
  public static long countReviews(
      StoreConnection connection, MemoryFilter filter, Scope scope, String until)
      throws SQLException {
    return count(
        connection,
        restricted(MemorySql.COUNT, filter.status(null), scope).and(MemorySql.DUE_REVIEW, until));
  }

  public static long count(StoreConnection connection, MemoryFilter filter, Scope scope)
      throws SQLException {
    return count(connection, restricted(MemorySql.COUNT, filter, scope));
  }

  private static long count(StoreConnection connection, Query query) throws SQLException {
    try (PreparedStatement select = query.prepare(connection.sql());
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** How many there are of each status; the four known ones are always there. */
  public static Map<String, Long> countByStatus(StoreConnection connection) throws SQLException {
    return countByStatus(connection, Scope.ALL);
  }

  /** The same of a part of the store. */
  public static Map<String, Long> countByStatus(StoreConnection connection, Scope scope)
      throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (MemoryStatus status : MemoryStatus.values()) {
      MemoryFilter filter = new MemoryFilter(status, null, null);
      counts.put(status.word(), scope.bound() ? count(connection, filter, scope) : 0);
    }
    if (scope.bound()) {
      return counts;
    }
    try (PreparedStatement select = connection.sql().prepareAnew(MemorySql.COUNT_BY_STATUS);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  public static void forEach(StoreConnection connection, Query query, Consumer<StoredMemory> each)
      throws SQLException {
    try (PreparedStatement select = query.prepare(connection.sql());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        each.accept(MemoryTable.read(rows));
      }
    }
  }

  private static Query restricted(Sql select, MemoryFilter filter, Scope scope) {
    return restricted(new Query(select), filter, scope);
  }

  private static Query restricted(Query query, MemoryFilter filter, Scope scope) {
    MemoryStatus status = filter.status();
    MemoryType type = filter.type();
    return restrict(
        within(query, scope)
            .andIf(MemorySql.OF_STATUS, status == null ? null : status.word())
            .andIf(MemorySql.OF_TYPE, type == null ? null : type.word())
            .andIf(MemorySql.OF_PROJECT, filter.project()),
        filter);
  }

  /** Restricts by what few filters have: owner, metadata and time. */
  static Query restrict(Query query, MemoryFilter filter) {
    Owner owner = filter.owner();
    query
        .andIf(MemorySql.OF_USER, owner.userId())
        .andIf(MemorySql.OF_AGENT, owner.agentId())
        .andIf(MemorySql.OF_RUN, owner.runId());
    for (MetadataTerm term : filter.metadata()) {
      restrict(query, term);
    }
    Instant validAt = filter.validAt();
    if (validAt != null) {
      String time = Times.format(validAt);
      query.and(MemorySql.BEGUN_AT, time);
      if (!filter.includeExpired()) {
        query.and(MemorySql.NOT_EXPIRED_AT, time);
      }
    }
    return query;
  }

  private static void restrict(Query query, MetadataTerm term) {
    String value = term.value();
    Double number = term.number();
    if (value == null) {
      query.and(MemorySql.WITH_METADATA, term.key());
    } else if (number == null) {
      query.and(MemorySql.WITH_METADATA_TEXT, term.key(), value);
    } else {
      query.and(MemorySql.WITH_METADATA_NUMBER, term.key(), value, number);
    }
  }

  /** The query, of what lies in that part of the store. */
  static Query within(Query query, Scope scope) {
    query.andIf(MemorySql.OF_USER, scope.user());
    return scope.projects().isEmpty()
        ? query
        : query.andAny(MemorySql.OF_PROJECT, List.copyOf(scope.projects()));
  }

  static long parseCursor(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw noCursor(cursor);
    }
  }

  static InvalidInputException noCursor(String cursor) {
    return new InvalidInputException(
        TextRules.quote(cursor) + " is no cursor; pass the \"next\" of the page before");
  }
}
