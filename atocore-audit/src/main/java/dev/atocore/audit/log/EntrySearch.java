package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.io.EntryTime;
import dev.atocore.audit.sql.LogRows;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the entries that a filter leaves are found: by the index of the one condition that leaves the
 * fewest, between the ids that its span of time lies between. What else is asked for is held
 * against each entry that the index gives.
 */
final class EntrySearch {
  /** Of conditions that leave more than that, it does not matter which one leaves the fewest. */
  private static final int FEW = 5_000;

  /** So many entries of the index are looked at for one page that has further conditions. */
  static final int LOOKED_AT = 100_000;

  private final SqlConnection connection;
  private final AuditFilter filter;
  private final List<Term> terms;
  private long from;
  private long before;

  /**
   * A search within ids.
   *
   * @param from only this id and larger ones
   * @param before only smaller ids than this
   */
  EntrySearch(SqlConnection connection, AuditFilter filter, long from, long before) {
    this.connection = connection;
    this.filter = filter;
    this.terms = terms(filter);
    this.from = from;
    this.before = before;
    String since = stored(filter.since());
    String until = stored(filter.until());
    if (since != null) {
      long first = number(new Query(FilterSql.FIRST_SINCE, since), Long.MAX_VALUE);
      this.from = Math.max(from, first);
    }
    if (until != null) {
      long last = number(new Query(FilterSql.LAST_UNTIL, until), 0);
      this.before = last < before ? last + 1 : before;
    }
    if (terms.size() > 1 && !isEmpty()) {
      terms.add(0, terms.remove(fewest()));
    }
  }

  private static List<Term> terms(AuditFilter filter) {
    List<Term> terms = new ArrayList<>();
    AuditAction action = filter.action();
    add(terms, FilterSql.OF_REQUEST, FilterSql.ALSO_OF_REQUEST, filter.requestId());
    add(terms, FilterSql.OF_RUN, FilterSql.ALSO_OF_RUN, filter.runId());
    add(terms, FilterSql.OF_USER, FilterSql.ALSO_OF_USER, filter.userId());
    add(terms, FilterSql.OF_AGENT, FilterSql.ALSO_OF_AGENT, filter.agentId());
    add(terms, FilterSql.OF_PROJECT, FilterSql.ALSO_OF_PROJECT, filter.project());
    add(terms, FilterSql.BY_ACTOR, FilterSql.ALSO_BY_ACTOR, filter.actor());
    String verb = action == null ? null : action.verb();
    add(terms, FilterSql.OF_ACTION, FilterSql.ALSO_OF_ACTION, verb);
    return terms;
  }

  private static void add(
      List<Term> terms, FilterSql finding, FilterSql checking, @Nullable String value) {
    if (value != null) {
      terms.add(new Term(finding, checking, value));
    }
  }

  /** Whether entries are chosen by more than their time. */
  static boolean hasTerms(AuditFilter filter) {
    return !terms(filter).isEmpty();
  }

  /** Whether no entry can be found. */
  boolean isEmpty() {
    return from >= before;
  }

  private int fewest() {
    int best = 0;
    long fewest = Long.MAX_VALUE;
    for (int i = 0; i < terms.size(); i++) {
      Query query = between(terms.get(i).find(new Query(FilterSql.COUNT_UP_TO))).then(FEW);
      long count = number(query, 0);
      if (count < fewest) {
        best = i;
        fewest = count;
      }
    }
    return best;
  }

  /**
   * Ends a search for the newest, where many entries of the index may be looked at for none that is
   * found.
   *
   * @return the id down to which it goes, all of that id included; 0 when it goes to the end
   */
  long bound() {
    if (terms.size() < 2 || isEmpty()) {
      return 0;
    }
    Query query = between(terms.get(0).find(new Query(FilterSql.ID_AFTER_SO_MANY)));
    long bound = number(query.then(LOOKED_AT), 0);
    from = Math.max(from, bound);
    return bound;
  }

  /** Adds all conditions to a query. */
  Query restrict(Query query) {
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      query.and(i == 0 ? term.finding() : term.checking(), term.value());
    }
    return checkTime(between(query), filter);
  }

  /** Adds the conditions to a query that finds entries by something else. */
  static Query check(Query query, AuditFilter filter) {
    return checkTime(checkTerms(query, filter), filter);
  }

  /** The same without those of the time. */
  static Query checkTerms(Query query, AuditFilter filter) {
    for (Term term : terms(filter)) {
      query.and(term.checking(), term.value());
    }
    return query;
  }

  /** Adds the span of time to a query that finds entries by it. */
  static Query during(Query query, AuditFilter filter) {
    return query
        .andIf(FilterSql.SINCE, stored(filter.since()))
        .andIf(FilterSql.UNTIL, stored(filter.until()));
  }

  private static Query checkTime(Query query, AuditFilter filter) {
    return query
        .andIf(FilterSql.ALSO_SINCE, stored(filter.since()))
        .andIf(FilterSql.ALSO_UNTIL, stored(filter.until()));
  }

  private Query between(Query query) {
    return query
        .andIf(FilterSql.FROM_ID, from <= 1 ? null : from)
        .andIf(FilterSql.BEFORE_ID, before == Long.MAX_VALUE ? null : before);
  }

  private long number(Query query, long none) {
    long[] found = {none};
    LogRows.forEach(
        connection,
        query,
        rows -> {
          long number = rows.getLong(1);
          found[0] = rows.wasNull() ? none : number;
        });
    return found[0];
  }

  private static @Nullable String stored(@Nullable Instant time) {
    return time == null ? null : EntryTime.format(time);
  }

  /**
   * A condition.
   *
   * @param finding as the one by whose index entries are found
   * @param checking as one of the others
   */
  private record Term(FilterSql finding, FilterSql checking, String value) {
    Query find(Query query) {
      return query.and(finding, value);
    }
  }
}
