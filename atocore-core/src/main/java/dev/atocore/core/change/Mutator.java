package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.spool.ReplayReport;
import dev.atocore.core.change.HomelessEntries.AuditInsertFailedException;
import dev.atocore.core.change.HomelessEntries.NotKeptException;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.idempotency.AnsweredRequest;
import dev.atocore.core.idempotency.AnsweredTable;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.refusal.RefusalKeys;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.store.AuditFailure;
import dev.atocore.core.store.AuditFailureListener;
import dev.atocore.core.store.AuditFailures;
import dev.atocore.core.store.SqlWork;
import dev.atocore.core.store.WithdrawalListener;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place through which memories change. A change is a piece of work that can run again:
 * first with its entries going into the log; if the log refuses them, once more from the start on a
 * fresh connection with the entries going into the spool, which is on the disk before the row
 * commits; and if the spool refuses too, without, because a lost entry is told and a lost change is
 * not. A SAVEPOINT cannot do this: a full disk or RAISE(ROLLBACK) in the log ends the whole
 * transaction.
 */
public final class Mutator {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.Mutator");

  private final Transactions transactions;
  private final AuditSpool spool;
  private final RefusalKeys refusalKeys;
  private final TextVectors vectors;
  private final AuditFailureListener listener;
  private final @Nullable WithdrawalListener withdrawals;
  private final LongAdder delayed = new LongAdder();
  private final LongAdder lost = new LongAdder();

  /** The stamp of a spool of which nothing could be put back. */
  private volatile String stuck = "";

  /**
   * Changes through those transactions.
   *
   * @param vectors what makes vectors of texts, before they are written
   * @param withdrawals is notified of memories that are withdrawn; null when nobody asks
   */
  public Mutator(
      Transactions transactions,
      AuditSpool spool,
      TextVectors vectors,
      AuditFailureListener listener,
      @Nullable WithdrawalListener withdrawals) {
    this(
        transactions,
        spool,
        new RefusalKeys(transactions.pool().database()),
        vectors,
        listener,
        withdrawals);
  }

  private Mutator(
      Transactions transactions,
      AuditSpool spool,
      RefusalKeys refusalKeys,
      TextVectors vectors,
      AuditFailureListener listener,
      @Nullable WithdrawalListener withdrawals) {
    this.transactions = transactions;
    this.spool = spool;
    this.refusalKeys = refusalKeys;
    this.vectors = vectors;
    this.listener = listener;
    this.withdrawals = withdrawals;
  }

  /** The same for a copy of the store, which is to know what it refuses by the store's own key. */
  public Mutator of(Transactions copy, AuditSpool spoolOfCopy) {
    return new Mutator(copy, spoolOfCopy, refusalKeys, TextVectors.OFF, listener, null);
  }

  public AuditFailures failures() {
    return new AuditFailures(delayed.sum(), lost.sum());
  }

  public AuditSpool spool() {
    return spool;
  }

  /** What makes vectors of the texts that are written. */
  public TextVectors vectors() {
    return vectors;
  }

  /** The key of what is not to come back. */
  public RefusalKeys refusalKeys() {
    return refusalKeys;
  }

  /** What waits in the spool. */
  public AuditSpool.Content pending() {
    try {
      return spool.read();
    } catch (AuditException e) {
      throw new StoreException(e);
    }
  }

  /**
   * Runs the work in one transaction. It may run several times, so it must change nothing but the
   * store.
   */
  public <T> T run(Change change, SqlWork<AuditedTransaction, T> work) {
    Throwable cause = null;
    for (Keeping keeping : Keeping.values()) {
      try {
        Done<T> done = attempt(change, work, keeping, cause);
        AuditedTransaction transaction = done.transaction();
        if (keeping != Keeping.LOG) {
          tell(transaction.homeless(), keeping == Keeping.SPOOL, cause);
        } else if (transaction.spoolWaits()) {
          replayQuietly();
        }
        tellOfWithdrawals(transaction.withdrawals);
        return done.result();
      } catch (AuditInsertFailedException | NotKeptException e) {
        if (change.is(Change.Term.ONE_OF_MANY)) {
          requireDisk(e.getCause());
        }
        cause = add(cause, e.getCause() == null ? e : e.getCause());
      } catch (StoreException e) {
        // A disk that fills up says so at the commit: without the entry the change may still fit.
        if (!e.code().equals(StoreException.DISK_FULL)
            || keeping == Keeping.NOTHING
            || change.is(Change.Term.ONE_OF_MANY)) {
          throw e;
        }
        cause = add(cause, e);
      }
    }
    throw new IllegalStateException("The last attempt neither succeeded nor failed.");
  }

  /**
   * The same for a change that has an idempotency key: what was done under it is not done again,
   * and that it was done is written in the same transaction.
   *
   * @throws dev.atocore.core.error.KeyReusedException if the key was used for something else
   */
  public Mutation once(Change change, SqlWork<AuditedTransaction, Mutation> work) {
    IdempotencyKey key = change.once();
    if (key == null) {
      return run(change, work);
    }
    return run(
        change,
        transaction -> {
          transaction.connection().claim(List.of("request " + key.id()));
          AnsweredRequest before = AnsweredTable.find(transaction.connection(), key);
          if (before != null) {
            return RepeatedChange.again(transaction.connection(), before);
          }
          Mutation done = work.run(transaction);
          AnsweredTable.keep(transaction.connection(), key, RepeatedChange.record(done));
          return done;
        });
  }

  /** Throws when it is the disk that took no more, and not the log: what is left will not fit. */
  private void requireDisk(@Nullable Throwable cause) {
    if (cause instanceof SQLException error) {
      StoreException why = transactions.pool().database().translate(error);
      if (why.code().equals(StoreException.DISK_FULL) || why.code().equals("store_unwritable")) {
        throw why;
      }
    }
  }

  /** Runs the work as {@link #run} would, with every check, and takes it back. Writes nothing. */
  public <T> T rehearse(Change change, SqlWork<AuditedTransaction, T> work) {
    return transactions.rehearse(
        connection -> {
          AuditedTransaction transaction =
              new AuditedTransaction(
                  connection, spool, refusalKeys, vectors, Keeping.NOTHING, change);
          T result = work.run(transaction);
          transaction.flush(null);
          return result;
        });
  }

  /** Puts spooled entries back. */
  public ReplayReport replay() {
    if (spool.isEmpty()) {
      return ReplayReport.NOTHING;
    }
    return new SpoolReplay(transactions, spool).run();
  }

  private <T> Done<T> attempt(
      Change change,
      SqlWork<AuditedTransaction, T> work,
      Keeping keeping,
      @Nullable Throwable cause) {
    return transactions.write(
        connection -> {
          AuditedTransaction transaction =
              new AuditedTransaction(connection, spool, refusalKeys, vectors, keeping, change);
          T result = work.run(transaction);
          transaction.flush(cause);
          return new Done<>(result, transaction);
        });
  }

  private static Throwable add(@Nullable Throwable first, Throwable next) {
    if (first == null) {
      return next;
    }
    if (first != next) {
      first.addSuppressed(next);
    }
    return first;
  }

  /** What could not be put back once is tried again when the spool has changed. */
  private void replayQuietly() {
    if (spool.stamp().equals(stuck)) {
      return;
    }
    try {
      ReplayReport report = replay();
      log.info("{} audit entries put back from {}", report.restored().size(), spool.file());
    } catch (AtoCoreException e) {
      log.warn(
          "The audit spool {} waits for 'atocore audit replay': {}", spool.file(), e.getMessage());
    }
    stuck = spool.stamp();
  }

  private void tellOfWithdrawals(List<AuditEntry> entries) {
    if (withdrawals == null) {
      return;
    }
    for (AuditEntry entry : entries) {
      try {
        withdrawals.onWithdrawal(entry.memoryId(), entry.action());
      } catch (RuntimeException e) {
        log.error("The listener to withdrawals failed: {}", e.toString());
      }
    }
  }

  private void tell(List<AuditEntry> entries, boolean spooled, @Nullable Throwable cause) {
    (spooled ? delayed : lost).add(entries.size());
    for (AuditEntry entry : entries) {
      Throwable why = cause == null ? new SQLException("unknown") : cause;
      log.error(
          "The change of memory {} to version {} ({}) is committed, its audit entry {} is {}: {}",
          entry.memoryId(),
          entry.version(),
          entry.action(),
          entry.id(),
          spooled ? "kept in " + spool.file() : "lost",
          why.getMessage());
      try {
        listener.onAuditFailure(new AuditFailure(entry, spooled, why));
      } catch (RuntimeException e) {
        log.error("The audit failure listener failed: {}", e.toString());
      }
    }
  }

  /** What a committed attempt came to, and what it knows beside that. */
  private record Done<T>(T result, AuditedTransaction transaction) {}
}
