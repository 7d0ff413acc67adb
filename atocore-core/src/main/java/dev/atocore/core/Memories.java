package dev.atocore.core;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.access.Act;
import dev.atocore.core.access.Policy;
import dev.atocore.core.bulk.ActorUndo;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.bulk.BulkOutcome;
import dev.atocore.core.bulk.BulkReport;
import dev.atocore.core.bulk.CandidateSweep;
import dev.atocore.core.bulk.ImportLine;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.bulk.MemoryImport;
import dev.atocore.core.bulk.UndoOutcome;
import dev.atocore.core.bulk.UndoReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.change.GroupedChanges;
import dev.atocore.core.change.Guard;
import dev.atocore.core.change.MemoryChanges;
import dev.atocore.core.change.MemoryRepairs;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.memory.VectorIndex;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.model.EachOutcome;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Validity;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.source.ChunkReinforcement;
import dev.atocore.core.source.ChunkReinforcementReport;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.text.Times;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
public final class Memories extends MemoryReading {
  private final Mutator mutator;

  Memories(
      Transactions transactions,
      Mutator mutator,
      VectorIndex index,
      Policy policy,
      RecallSession session) {
    super(
        transactions,
        new Guard(policy, transactions, mutator),
        new Search(transactions, mutator.vectors(), index),
        policy,
        session);
    this.mutator = mutator;
  }

  /** Adds a memory; its project is registered on first use. */
  public Memory create(NewMemory memory, Change change) {
    NewMemory admitted = policy.admit(memory);
    mutator.vectors().prepare(List.of(admitted.content()));
    return mutator
        .once(
            policy.sign(change),
            transaction ->
                new Mutation(MemoryChanges.create(transaction, admitted), AuditAction.CREATED))
        .memory();
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

  /** A person has looked at what is asked about that memory and lets it be: its actor. */
  public void answer(String id, Change change) {
    policy.require(Act.TRIAGE);
    String actor = policy.sign(change).actor();
    String now = Times.format(Instant.now());
    transactions.write(
        connection -> {
          guard.requireSeen(connection, id);
          for (Evidence evidence : EvidenceTable.of(connection, id)) {
            if (evidence.isOpen()) {
              EvidenceTable.put(connection, evidence.answered(now, actor));
            }
          }
          return true;
        });
  }

  /** Changes what the patch sets. A patch that changes nothing writes nothing. */
  public Mutation update(String id, MemoryPatch patch, Change change) {
    String content = patch.content();
    if (content != null) {
      mutator.vectors().prepare(List.of(content));
    }
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
    if (what instanceof EachChange.Reinforce reinforce) {
      return reinforce(id, reinforce.delta(), change);
    }
    if (what instanceof EachChange.Promote) {
      return promote(id, change);
    }
    return what instanceof EachChange.Reject ? reject(id, change) : invalidate(id, change);
  }

  /**
   * Does that to each of the memories, {@link EachChange#GROUP} a transaction. One that is refused
   * is told and leaves the others as they are.
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

  /**
   * Makes the search index anew from the memories, in short transactions: others search and write
   * meanwhile. Cut off, it is done again from the beginning.
   */
  public void renewSearchIndex() {
    whole();
    transactions.pool().database().fullText().renew(transactions);
  }

  /** For what concerns more than one memory. */
  private Mutator whole() {
    policy.requireWhole(Act.OPERATE);
    return mutator;
  }
}
