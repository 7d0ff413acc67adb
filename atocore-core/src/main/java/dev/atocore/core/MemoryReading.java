package dev.atocore.core;

import dev.atocore.core.access.Policy;
import dev.atocore.core.change.Guard;
import dev.atocore.core.change.RepeatedChange;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.idempotency.AnsweredRequest;
import dev.atocore.core.idempotency.AnsweredTable;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.PastMemories;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.Question;
import dev.atocore.core.model.QueuedCandidate;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.SearchAnswer;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the memories of a store are read. A read of a {@link GuardedStore} knows only what its
 * principal sees, and is in the recall log.
 */
abstract sealed class MemoryReading permits Memories {
  final Transactions transactions;
  final Guard guard;
  final Policy policy;
  private final Search search;
  private final RecallSession session;

  MemoryReading(
      Transactions transactions, Guard guard, Search search, Policy policy, RecallSession session) {
    this.transactions = transactions;
    this.guard = guard;
    this.search = search;
    this.policy = policy;
    this.session = session;
  }

  /** The memory with that id, if there is one. */
  public Optional<Memory> find(String id) {
    return transactions.read(
        connection -> {
          StoredMemory stored = MemoryTable.find(connection, id);
          return stored == null || !policy.sees(stored.memory())
              ? Optional.<Memory>empty()
              : Optional.of(session.told(stored.memory()));
        });
  }

  /**
   * The memory with that id.
   *
   * @throws NotFoundException if there is none
   */
  public Memory get(String id) {
    return find(id).orElseThrow(() -> Guard.unknown(id));
  }

  /** What documents, and somebody's word, say of that memory, in the order of the times. */
  public List<Evidence> evidence(String id) {
    return transactions.read(
        connection ->
            guard.sees(connection, id) ? EvidenceTable.of(connection, id) : List.<Evidence>of());
  }

  /**
   * The active memories that a person should look at, the longest waiting first: a newer note seems
   * to deny them, or their source is gone or no longer says them.
   */
  public List<Question> questions(int limit) {
    int looked = policy.scope().bound() ? SearchQuery.DEPTH : limit;
    return session.told(
        Question::memory,
        transactions.read(
            connection ->
                EvidenceTable.questions(connection, looked).stream()
                    .filter(question -> policy.sees(question.memory()))
                    .limit(limit)
                    .toList()));
  }

  /**
   * The active memories that should have been looked at by now, the longest waiting first: the
   * second queue of triage.
   *
   * @param filter restricts, but for its status, which is not looked at
   * @param limit at most so many, at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public MemoryPage reviews(MemoryFilter filter, int limit, @Nullable String after) {
    requireLimit(limit);
    String now = Times.format(Instant.now());
    return session.told(
        filter.project(),
        null,
        transactions.read(
            connection ->
                MemoryQueries.reviews(connection, filter, policy.scope(), now, limit, after)));
  }

  /** How many memories {@link #reviews} has, all pages together. */
  public long countReviews(MemoryFilter filter) {
    String now = Times.format(Instant.now());
    return transactions.read(
        connection -> MemoryQueries.countReviews(connection, filter, policy.scope(), now));
  }

  /**
   * The memory as the log says it was at that version.
   *
   * @throws NotFoundException if the log has no such version, or its body was redacted
   * @throws IllegalTransitionException if someone altered the entry
   */
  public Memory atVersion(String id, long version) {
    return session.told(
        guard.past(
            id,
            connection -> connection.audit().find(id, version),
            "memory " + TextRules.quote(id) + " has no version " + version + " in the log"));
  }

  /**
   * The memory as the log says it was at that time.
   *
   * @throws NotFoundException if it did not exist yet, or its body was redacted
   * @throws IllegalTransitionException if someone altered the entry
   */
  public Memory asOf(String id, Instant time) {
    String until = Times.format(time);
    return session.told(
        guard.past(
            id,
            connection -> connection.audit().findAsOf(id, until),
            "there was no memory " + TextRules.quote(id) + " at " + until));
  }

  /**
   * Memories, newest first.
   *
   * @param limit at most so many, at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public MemoryPage list(MemoryFilter filter, int limit, @Nullable String after) {
    requireLimit(limit);
    return session.told(
        filter.project(),
        null,
        transactions.read(
            connection -> MemoryQueries.list(connection, filter, policy.scope(), limit, after)));
  }

  /**
   * Memories as the log says they were at that time, newest first, those that no longer have a row
   * too. Erased ones are left out.
   *
   * @param limit at most so many, at least 1
   * @param after the {@code next} of the page before; null for the first
   */
  public MemoryPage listAsOf(Instant time, MemoryFilter filter, int limit, @Nullable String after) {
    requireLimit(limit);
    String until = Times.format(time);
    return session.told(
        filter.project(),
        null,
        transactions.read(
            connection ->
                PastMemories.list(
                    connection, until, filter, guard.past(connection), limit, after)));
  }

  /** Memories, oldest first, one at a time within one consistent view. */
  public void export(MemoryFilter filter, Consumer<Memory> each) {
    session.asked(filter.project(), null);
    transactions.read(
        connection -> {
          MemoryQueries.export(connection, filter, policy.scope(), each.andThen(session::told));
          return true;
        });
  }

  /** Memories that say something of what the text says, best first. Any text is a valid query. */
  public List<Memory> search(SearchQuery query) {
    return searchPage(query).memories();
  }

  /**
   * The same with where to go on. The pages are those of one ranking as long as nothing changes;
   * they end after {@link SearchQuery#DEPTH}, or before when meanings are compared.
   */
  public MemoryPage searchPage(SearchQuery query) {
    return search(query, false).page();
  }

  /** The same with by what it was found. */
  public SearchAnswer searchAnswer(SearchQuery query) {
    return search(query, false);
  }

  /** The same with why each was found. */
  public SearchAnswer searchExplained(SearchQuery query) {
    return search(query, true);
  }

  private SearchAnswer search(SearchQuery query, boolean explained) {
    SearchAnswer answer = search.run(query, policy.scope(), explained);
    session.told(query.filter().project(), query.text(), answer.page());
    return answer;
  }

  /**
   * The oldest candidate behind that place of the queue; empty when there is none.
   *
   * @param filter its type and project restrict, its status is not looked at
   * @param after the {@link QueuedCandidate#place} to go on from; 0 for the start
   */
  public Optional<QueuedCandidate> nextCandidate(MemoryFilter filter, long after) {
    QueuedCandidate next =
        transactions.read(
            connection -> MemoryQueries.nextCandidate(connection, filter, policy.scope(), after));
    if (next != null) {
      session.told(next.memory());
    }
    return Optional.ofNullable(next);
  }

  /** How many memories match. Without a type and a project an index alone answers. */
  public long count(MemoryFilter filter) {
    return transactions.read(connection -> MemoryQueries.count(connection, filter, policy.scope()));
  }

  /**
   * The other living memories of the same project that say almost the same, or mean it where there
   * are vectors, the most alike first.
   *
   * @param limit at most so many, at least 1
   * @throws NotFoundException if there is no such memory
   */
  public List<NearMemory> nearDuplicates(String id, int limit) {
    Memory memory = get(id);
    return session.told(NearMemory::memory, search.near(memory, policy.scope(), limit));
  }

  /** How many memories there are of each status, by the status' word. */
  public Map<String, Long> countByStatus() {
    return transactions.read(connection -> MemoryQueries.countByStatus(connection, policy.scope()));
  }

  /**
   * What a change of one memory led to that was made under that key within the last day; empty when
   * there was none.
   *
   * @throws NotFoundException if the log no longer says what the memory was then
   */
  public Optional<Mutation> done(IdempotencyKey key) {
    return transactions.read(
        connection -> {
          AnsweredRequest answered = AnsweredTable.find(connection, key);
          return answered == null || answered.memoryId() == null
              ? Optional.empty()
              : Optional.of(RepeatedChange.again(connection, answered));
        });
  }

  static void requireLimit(int limit) {
    if (limit < 1) {
      throw new InvalidInputException("limit is " + limit + ", not at least 1");
    }
  }
}
