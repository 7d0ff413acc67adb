package dev.atocore.core.guard;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.audit.log.EntryPages;
import dev.atocore.core.access.Scope;
import dev.atocore.core.change.Guard;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.recall.RecallSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of the audit log that a principal sees. Thread-safe. */
public final class GuardedLog {
  /** How many pages are looked through for entries to show before the caller asks again. */
  private static final int PAGES = 20;

  private static final int ALL = 1000;

  private final Transactions transactions;
  private final Guard guard;
  private final Scope scope;
  private final RecallSession session;

  /**
   * The part of a principal.
   *
   * @param session notes what is read
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public GuardedLog(Transactions transactions, Guard guard, Scope scope, RecallSession session) {
    this.transactions = transactions;
    this.guard = guard;
    this.scope = scope;
    this.session = session;
  }

  /**
   * Entries across all memories, newest first. A page may be short, or empty, and not be the last.
   *
   * @param limit at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public AuditPage recent(AuditFilter filter, int limit, @Nullable String after) {
    return page(
        limit, after, (pages, left, next) -> pages.recent(filter, scope.projects(), left, next));
  }

  /** All entries of one memory, oldest first. Empty if there is no such memory. */
  public List<AuditEntry> history(String memoryId) {
    List<AuditEntry> entries = new ArrayList<>();
    String next = null;
    do {
      AuditPage page = history(memoryId, AuditFilter.ALL, ALL, next);
      entries.addAll(page.entries());
      next = page.next();
    } while (next != null);
    return entries;
  }

  /**
   * Entries of one memory, oldest first.
   *
   * @param limit at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public AuditPage history(String memoryId, AuditFilter filter, int limit, @Nullable String after) {
    return ofMemory(
        memoryId, limit, after, (pages, left, next) -> pages.history(memoryId, filter, left, next));
  }

  /**
   * Entries of one memory, newest first.
   *
   * @param before only versions below this; null for the newest
   * @param limit at least 1
   */
  public AuditPage versions(String memoryId, @Nullable Long before, int limit) {
    return ofMemory(
        memoryId,
        limit,
        before == null ? null : before.toString(),
        (pages, left, next) ->
            pages.versions(memoryId, next == null ? null : Long.valueOf(next), left));
  }

  /** The entry that led to that version of that memory, if there is one. */
  public Optional<AuditEntry> find(String memoryId, long version) {
    return transactions.read(
        connection ->
            guard.sees(connection, memoryId)
                ? connection.audit().find(memoryId, version).filter(guard::sees)
                : Optional.<AuditEntry>empty());
  }

  /** The entry with that id, if there is one. */
  public Optional<AuditEntry> find(long id) {
    return transactions.read(connection -> connection.audit().find(id).filter(guard::sees));
  }

  /** How many entries there are in each group, of the projects that the principal sees. */
  public Map<String, Long> count(AuditGrouping by, AuditFilter filter) {
    return transactions.read(
        connection -> {
          EntryPages pages = new EntryPages(connection.sql());
          Map<String, Long> counts = new TreeMap<>();
          if (excludes(filter)) {
            return counts;
          }
          if (scope.projects().isEmpty()) {
            return pages.count(by, within(filter));
          }
          String wanted = filter.project();
          for (String project : scope.projects()) {
            if (wanted == null || wanted.equals(project)) {
              pages
                  .count(by, within(filter).project(project))
                  .forEach((group, count) -> counts.merge(group, count, Long::sum));
            }
          }
          return counts;
        });
  }

  /** Whether it asks for another user's alone. */
  private boolean excludes(AuditFilter filter) {
    return scope.user() != null && filter.userId() != null && !scope.user().equals(filter.userId());
  }

  private AuditFilter within(AuditFilter filter) {
    return scope.user() == null
        ? filter
        : filter.of(scope.user(), filter.agentId(), filter.runId());
  }

  private AuditPage ofMemory(String memoryId, int limit, @Nullable String after, Reading reading) {
    AuditPage page =
        transactions.read(connection -> guard.sees(connection, memoryId))
            ? page(limit, after, reading)
            : new AuditPage(List.of(), null);
    page.entries().forEach(entry -> session.told(entry.memoryId(), entry.version()));
    return page;
  }

  private AuditPage page(int limit, @Nullable String after, Reading reading) {
    try {
      return transactions.read(
          connection -> {
            EntryPages pages = new EntryPages(connection.sql());
            List<AuditEntry> seen = new ArrayList<>();
            String next = after;
            int looked = 0;
            do {
              AuditPage page = reading.read(pages, limit - seen.size(), next);
              page.entries().stream().filter(guard::sees).forEach(seen::add);
              next = page.next();
            } while (next != null && seen.size() < limit && ++looked < PAGES);
            return new AuditPage(seen, next);
          });
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }

  /** Reads a page. */
  @FunctionalInterface
  private interface Reading {
    AuditPage read(EntryPages pages, int limit, @Nullable String after);
  }
}
