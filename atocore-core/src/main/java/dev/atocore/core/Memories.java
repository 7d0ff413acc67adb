package dev.atocore.core;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.access.Act;
import dev.atocore.core.access.Policy;
import dev.atocore.core.bulk.ActorUndo;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.bulk.BulkOutcome;
import dev.atocore.core.bulk.BulkReport;
import dev.atocore.core.bulk.CandidateSweep;
import dev.atocore.core.bulk.EachChange;
import dev.atocore.core.bulk.EachOutcome;
import dev.atocore.core.bulk.GroupedChanges;
import dev.atocore.core.bulk.ImportLine;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.bulk.MemoryImport;
import dev.atocore.core.bulk.UndoOutcome;
import dev.atocore.core.bulk.UndoReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.change.Guard;
import dev.atocore.core.change.MemoryChanges;
import dev.atocore.core.change.MemoryRepairs;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.change.RepeatedChange;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.idempotency.AnsweredRequest;
import dev.atocore.core.idempotency.AnsweredTable;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.memory.FullTextSearch;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.NearMemories;
import dev.atocore.core.memory.PastMemories;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Question;
import dev.atocore.core.model.QueuedCandidate;
import dev.atocore.core.model.Validity;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.source.ChunkReinforcement;
import dev.atocore.core.source.ChunkReinforcementReport;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memories of a store: every way to read and to change them. Thread-safe.
 *
 * <p>Each change is one transaction with its audit entry. Changes throw {@link NotFoundException}
 * for an unknown id, {@link ConflictException} when {@link Change#ifVersion} does not hold, {@link
 * IllegalTransitionException} when the status does not allow them and {@link DuplicateException}
 * when another active memory says the same; then nothing was changed. Those of a {@link
 * GuardedStore} also throw {@link ForbiddenException}, and know only what its principal sees.
 */
public final class Memories {
  private final Transactions transactions;
  private final Mutator mutator;
  private final Guard guard;
  private final Policy policy;
  private final RecallSession session;

  Memories(Transactions transactions, Mutator mutator, Policy policy, RecallSession session) {
    this.session = session;
    this.transactions = transactions;
    this.mutator = mutator;
    this.policy = policy;
    this.guard = new Guard(policy, transactions, mutator);
  }

  /** Adds a memory; its project is registered on first use. */
  public Memory create(NewMemory memory, Change change) {
    NewMemory admitted = policy.admit(memory);
    return mutator
        .once(
            policy.sign(change),
            transaction ->
                new Mutation(MemoryChanges.create(transaction, admitted), AuditAction.CREATED))
        .memory();
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
    return transactions.read(
        connection -> MemoryQueries.reviews(connection, filter, policy.scope(), now, limit, after));
  }

  /**
   * A person has reviewed a memory and keeps it until the next review.
   *
   * @param reviewBy when that is: a time to come, an age such as {@code 90d} from now on, or {@link
   *     Validity#CLEARED} for never; null for {@link Defaults#REVIEW_AGAIN}
   */
  public Mutation keep(String id, @Nullable String reviewBy, Change change) {
    Instant now = Instant.now();
    Validity next =
        Validity.parse(null, null, reviewBy == null ? Defaults.REVIEW_AGAIN : reviewBy, now);
    String time = next.reviewBy();
    if (time != null && !time.isEmpty() && time.compareTo(Times.format(now)) <= 0) {
      throw new InvalidInputException("review_by " + time + " has passed; name a time to come");
    }
    return update(id, MemoryPatch.none().validity(next), change);
  }

  /** A person has looked at what is asked about that memory and lets it be. */
  public void answer(String id) {
    policy.require(Act.TRIAGE);
    String now = Times.format(Instant.now());
    transactions.write(
        connection -> {
          guard.requireSeen(connection, id);
          for (Evidence evidence : EvidenceTable.of(connection, id)) {
            if (evidence.isOpen()) {
              EvidenceTable.put(connection, evidence.answered(now));
            }
          }
          return true;
        });
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
   * they end after {@link SearchQuery#DEPTH}.
   */
  public MemoryPage searchPage(SearchQuery query) {
    SearchQuery valid = query.validAtOr(Instant.now());
    return session.told(
        query.filter().project(),
        query.text(),
        transactions.read(connection -> FullTextSearch.search(connection, valid, policy.scope())));
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
   * The other living memories of the same project that say almost the same, the most alike first.
   *
   * @param limit at most so many, at least 1
   * @throws NotFoundException if there is no such memory
   */
  public List<NearMemory> nearDuplicates(String id, int limit) {
    Memory memory = get(id);
    return session.told(
        NearMemory::memory,
        transactions.read(
            connection -> NearMemories.of(connection, memory, policy.scope(), limit)));
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

  /** Changes what the patch sets. A patch that changes nothing writes nothing. */
  public Mutation update(String id, MemoryPatch patch, Change change) {
    return guard.change(Act.UPDATE, id, change, by -> MemoryChanges.update(by, id, patch));
  }

  /** Accepts a candidate: it becomes active. */
  public Mutation promote(String id, Change change) {
    return guard.move(Act.PROMOTE, id, MemoryStatus.CANDIDATE, MemoryStatus.ACTIVE, change);
  }

  /** Turns a candidate down: it becomes invalid. */
  public Mutation reject(String id, Change change) {
    return guard.move(Act.REJECT, id, MemoryStatus.CANDIDATE, MemoryStatus.INVALID, change);
  }

  /** Withdraws an active memory: it becomes invalid. */
  public Mutation invalidate(String id, Change change) {
    return guard.move(Act.INVALIDATE, id, MemoryStatus.ACTIVE, MemoryStatus.INVALID, change);
  }

  /** Replaces an active memory by a living one. */
  public Mutation supersede(String id, String by, Change change) {
    return guard.change(
        Act.SUPERSEDE,
        id,
        change,
        transaction -> {
          guard.requireSeen(transaction.connection(), by);
          return MemoryChanges.supersede(transaction, id, by);
        });
  }

  /**
   * Counts one more reference and grows the confidence, up to 1.
   *
   * @param delta what is added to the confidence, 0 to 1
   */
  public Mutation reinforce(String id, double delta, Change change) {
    return guard.change(Act.REINFORCE, id, change, by -> MemoryChanges.reinforce(by, id, delta));
  }

  /**
   * Takes a memory back to an image it had, as a new version; the one way back from superseded and
   * invalid.
   */
  public Mutation revert(String id, long toVersion, Change change) {
    return guard.change(Act.REVERT, id, change, by -> MemoryChanges.revert(by, id, toVersion));
  }

  /** What {@link #revert} would do, with every check. Writes nothing. */
  public Mutation rehearseRevert(String id, long toVersion, Change change) {
    return guard.rehearse(Act.REVERT, id, change, by -> MemoryChanges.revert(by, id, toVersion));
  }

  /**
   * Takes back what an actor did: each memory it changed goes back, as a new version, to what it
   * was before the actor's first change of that time, and those it made become invalid. A memory
   * that someone else changed since is left alone and told, unless the request forces it.
   *
   * @param change by someone else than that actor
   * @param dryRun tells what would happen, and writes nothing
   * @param each told what became of each memory, after it is committed
   */
  public UndoReport undo(
      UndoRequest request, Change change, boolean dryRun, Consumer<UndoOutcome> each) {
    return new ActorUndo(transactions, whole(), request, change).run(dryRun, each);
  }

  /**
   * Brings back a memory whose row was deleted behind the store's back, as the log last knew it, as
   * a new version.
   *
   * @throws NotFoundException if the log does not know it, or its body was redacted
   * @throws IllegalTransitionException if someone altered the entry
   * @throws ConflictException if its row is there
   */
  public Mutation restore(String id, Change change) {
    return whole().once(change, transaction -> MemoryChanges.restore(transaction, id));
  }

  /**
   * Reinforces the living memories that newly ingested chunks of the same project mention.
   *
   * @param since looks at the chunks ingested at or after this; null for those since the last call
   *     without it
   * @param delta what one mention adds to the confidence, 0 to 1
   */
  public ChunkReinforcementReport reinforceFromChunks(
      @Nullable Instant since, double delta, Change change) {
    return new ChunkReinforcement(transactions, whole()).run(since, delta, change);
  }

  /** Promotes the candidates that qualify. A duplicate of an active memory is skipped and told. */
  public BulkReport autoPromote(
      AutoPromotePolicy policy, Change change, boolean dryRun, Consumer<BulkOutcome> each) {
    return new CandidateSweep(transactions, whole()).promote(policy, change, dryRun, each);
  }

  /**
   * Rejects the candidates that are older than that and were never reinforced, and invalidates the
   * active memories past their {@code valid_until}; where the change is by {@code
   * candidate-expiry}, that is by {@code validity-expiry}.
   */
  public BulkReport expire(
      Duration maxAge, Change change, boolean dryRun, Consumer<BulkOutcome> each) {
    return new CandidateSweep(transactions, whole()).expire(maxAge, change, dryRun, each);
  }

  /** Does that to one memory. */
  public Mutation change(String id, EachChange what, Change change) {
    return mutator.run(change, transaction -> GroupedChanges.one(transaction, id, what));
  }

  /**
   * Does that to each of the memories, {@link GroupedChanges#GROUP} a transaction. One that is
   * refused is told and leaves the others as they are.
   *
   * @param each told what became of each memory, after it is committed
   */
  public void changeEach(
      List<String> ids, EachChange what, Change change, Consumer<EachOutcome> each) {
    new GroupedChanges(whole()).run(ids, what, change, each);
  }

  /**
   * Takes memories in from NDJSON. A line equal to a living memory reinforces it if it cites
   * another chunk and is skipped if not; a bad line is told with its number and does not stop the
   * others.
   *
   * @param each told what became of each line, after it is committed
   */
  public ImportReport importNdjson(
      InputStream in, Change change, boolean dryRun, Consumer<ImportLine> each) {
    return new MemoryImport(whole()).run(in, change, dryRun, each);
  }

  /**
   * Mends memories that other programs changed: all that the work does is one transaction, done as
   * a whole or not at all. The work may run more than once, so it must change nothing but the
   * store.
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public <T> T repair(Change change, SqlWork<MemoryRepairs, T> work) {
    return whole().run(change, transaction -> work.run(new MemoryRepairs(transaction)));
  }

  /** For what concerns more than one memory. */
  private Mutator whole() {
    policy.requireWhole(Act.OPERATE);
    return mutator;
  }

  private static void requireLimit(int limit) {
    if (limit < 1) {
      throw new InvalidInputException("limit is " + limit + ", not at least 1");
    }
  }
}
