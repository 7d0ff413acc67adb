package dev.atocore.core.bulk;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.sql.Query;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.memory.KnownBefore;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.memory.MemorySql;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.refusal.RefusalBook;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Walks through the memories that meet a condition, up to 1000 a transaction in the order of
 * creation, and moves each to a new status. Holds one page at a time, and lets other writers in
 * between pages.
 */
public final class CandidateSweep {
  private static final int PAGE = 1000;

  private final Transactions transactions;
  private final Mutator mutator;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public CandidateSweep(Transactions transactions, Mutator mutator) {
    this.transactions = transactions;
    this.mutator = mutator;
  }

  /** Promotes the candidates that qualify. */
  public BulkReport promote(
      AutoPromotePolicy policy, Change change, boolean dryRun, Consumer<BulkOutcome> each) {
    String since = ago(policy.maxAge());
    LongFunction<Query> qualifies =
        after ->
            new Query(
                MemorySql.PROMOTABLE,
                policy.minConfidence(),
                since,
                policy.minReferences(),
                after,
                PAGE);
    return sweep(qualifies, MemoryStatus.ACTIVE, AuditAction.PROMOTED, change, dryRun, each);
  }

  /** Rejects candidates that wait for long, and invalidates what is past its time. */
  public BulkReport expire(
      Duration maxAge, Change change, boolean dryRun, Consumer<BulkOutcome> each) {
    String until = ago(maxAge);
    LongFunction<Query> expired = after -> new Query(MemorySql.EXPIRED, until, after, PAGE);
    // Nobody decided against what they say.
    Change byAge = change.asWithdrawal();
    BulkReport candidates =
        sweep(expired, MemoryStatus.INVALID, AuditAction.REJECTED, byAge, dryRun, each);
    String now = ago(Duration.ZERO);
    LongFunction<Query> outlived = after -> new Query(MemorySql.OUTLIVED, now, after, PAGE);
    Change byTime =
        change.actor().equals(OwnActor.CANDIDATE_EXPIRY.word())
            ? byAge.actor(OwnActor.VALIDITY_EXPIRY.word())
            : byAge;
    if (byTime.note() == null) {
      byTime = byTime.note("past its valid_until");
    }
    return candidates.plus(
        sweep(outlived, MemoryStatus.INVALID, AuditAction.INVALIDATED, byTime, dryRun, each));
  }

  private BulkReport sweep(
      LongFunction<Query> qualifies,
      MemoryStatus to,
      AuditAction action,
      Change change,
      boolean dryRun,
      Consumer<BulkOutcome> each) {
    long examined = 0;
    long changed = 0;
    long seq = 0;
    while (true) {
      long after = seq;
      Page page =
          dryRun
              ? transactions.read(
                  connection ->
                      preview(
                          new RefusalBook(connection, mutator.refusalKeys(), change),
                          read(connection, qualifies.apply(after)),
                          action))
              : mutator.run(
                  change.ofMany(),
                  transaction ->
                      move(
                          transaction, read(transaction.connection(), qualifies.apply(after)), to));
      for (BulkOutcome outcome : page.outcomes()) {
        examined++;
        changed += outcome.error() == null ? 1 : 0;
        each.accept(outcome);
      }
      if (page.isLast()) {
        return new BulkReport(examined, changed, examined - changed);
      }
      seq = page.lastSeq();
    }
  }

  private static List<StoredMemory> read(StoreConnection connection, Query query)
      throws SQLException {
    List<StoredMemory> page = new ArrayList<>(PAGE);
    MemoryQueries.forEach(connection, query, page::add);
    return page;
  }

  private static Page preview(RefusalBook refusals, List<StoredMemory> page, AuditAction action)
      throws SQLException {
    List<BulkOutcome> outcomes = new ArrayList<>(page.size());
    for (StoredMemory stored : page) {
      AtoCoreException refused =
          action == AuditAction.PROMOTED ? refusals.refused(stored.memory()) : null;
      outcomes.add(new BulkOutcome(stored.memory(), refused == null ? action : null, refused));
    }
    return new Page(outcomes, lastSeq(page, page.size()), page.size() < PAGE);
  }

  private static Page move(AuditedTransaction transaction, List<StoredMemory> page, MemoryStatus to)
      throws SQLException {
    // One that another writer has changed since is for the next sweep to look at.
    List<StoredMemory> held = transaction.holdUnchanged(page);
    List<String> hashes = new ArrayList<>(held.size());
    for (StoredMemory stored : held) {
      hashes.add(ContentHash.ofStatement(stored.memory().content()));
    }
    List<String> wantedHashes = to == MemoryStatus.ACTIVE ? hashes : List.of();
    transaction.claimContents(wantedHashes);
    KnownBefore active = KnownBefore.active(transaction.connection(), wantedHashes);
    List<BulkOutcome> outcomes = new ArrayList<>(held.size());
    for (int i = 0; i < held.size(); i++) {
      StoredMemory stored = held.get(i);
      Memory wanted = stored.memory().withStatus(to, stored.memory().supersededBy());
      AtoCoreException refused =
          to == MemoryStatus.ACTIVE ? transaction.refusals().refused(wanted) : null;
      if (refused != null) {
        outcomes.add(new BulkOutcome(stored.memory(), null, refused));
        continue;
      }
      try {
        Mutation mutation =
            active.mayHaveContent(hashes.get(i))
                ? transaction.update(stored, wanted)
                : transaction.updateDistinct(stored, wanted);
        active.add(wanted.id(), hashes.get(i));
        outcomes.add(new BulkOutcome(mutation.memory(), mutation.action(), null));
      } catch (DuplicateException e) {
        outcomes.add(new BulkOutcome(stored.memory(), null, e));
      }
      if (transaction.isSliceOver()) {
        break;
      }
    }
    if (outcomes.size() == held.size()) {
      return new Page(outcomes, lastSeq(page, page.size()), page.size() < PAGE);
    }
    return new Page(outcomes, lastSeq(held, outcomes.size()), false);
  }

  private static long lastSeq(List<StoredMemory> page, int done) {
    return done == 0 ? 0 : page.get(done - 1).seq();
  }

  private static String ago(Duration age) {
    try {
      return Times.format(Instant.now().minus(age).truncatedTo(ChronoUnit.MICROS));
    } catch (java.time.DateTimeException | ArithmeticException e) {
      throw new InvalidInputException("an age of " + age + " lies before all time");
    }
  }

  private record Page(List<BulkOutcome> outcomes, long lastSeq, boolean isLast) {}
}
