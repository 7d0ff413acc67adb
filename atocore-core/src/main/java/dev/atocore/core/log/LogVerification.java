package dev.atocore.core.log;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.verify.AuditNotice;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditVerifier;
import dev.atocore.audit.verify.ChainRange;
import dev.atocore.audit.verify.VerifyListener;
import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.memory.MemorySubjects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a log: a large one as two halves at once, each in a view of its own. A chain and its row
 * need no other, so each memory is still seen at one moment. Findings come in the order of the
 * memories, on the caller's thread, as they do from one pass. To be used once.
 */
final class LogVerification {
  /** A smaller log is through before a second thread has begun. */
  private static final long WORTH_IT = 50_000;

  private static final int SAMPLES = 101;
  private static final int FINDINGS_HELD = 1_000;

  private final long worthIt;
  private final Transactions transactions;
  private final AuditSpool.Content pending;
  private final VerifyListener listener;
  private final BlockingQueue<Consumer<VerifyListener>> held =
      new ArrayBlockingQueue<>(FINDINGS_HELD);
  private volatile boolean cancelled;
  private volatile long upperEntries;

  LogVerification(Transactions transactions, AuditSpool.Content pending, VerifyListener listener) {
    this(transactions, pending, listener, WORTH_IT);
  }

  /** As a log of that many entries or more is verified in halves. */
  LogVerification(
      Transactions transactions,
      AuditSpool.Content pending,
      VerifyListener listener,
      long worthIt) {
    this.worthIt = worthIt;
    this.transactions = transactions;
    this.pending = pending;
    this.listener = listener;
  }

  /** One memory; all when null. */
  VerifyReport run(@Nullable String memoryId) {
    String middle = memoryId == null ? middle() : null;
    return middle == null ? pass(ChainRange.of(memoryId), listener).report() : halves(middle);
  }

  /** The memory id in the middle; null when the log is better verified in one pass. */
  private @Nullable String middle() {
    return Runtime.getRuntime().availableProcessors() < 2
        ? null
        : transactions.read(connection -> AuditVerifier.middle(connection.sql(), worthIt, SAMPLES));
  }

  private VerifyReport halves(String middle) {
    OtherThread<Pass> upper =
        new OtherThread<>("atocore-verify", () -> pass(ChainRange.from(middle), new Upper()));
    upper.begin();
    try {
      Pass lower = pass(ChainRange.before(middle), new Lower());
      Pass rest = rest(upper, lower.report().entries());
      return lower.report().and(rest.report()).and(total(lower.verifier(), rest.verifier()));
    } finally {
      // It looks at each entry whether it may go on.
      cancelled = true;
      upper.awaitEnd();
    }
  }

  private Pass pass(ChainRange range, VerifyListener told) {
    return transactions.read(
        connection -> {
          try (MemorySubjects rows = new MemorySubjects(connection, range)) {
            AuditVerifier verifier = new AuditVerifier(connection.sql(), pending, told);
            return new Pass(verifier.verify(range, rows), verifier);
          }
        });
  }

  /** Holds both halves against what the log counts. */
  private VerifyReport total(AuditVerifier lower, AuditVerifier upper) {
    AuditProblem problem =
        transactions.read(connection -> lower.miscounted(upper, connection.audit()));
    if (problem == null) {
      return VerifyReport.NOTHING;
    }
    listener.problem(problem);
    return VerifyReport.NOTHING.andProblem();
  }

  /** Passes on what the upper half finds until it is through. */
  private Pass rest(OtherThread<Pass> upper, long before) {
    try {
      while (true) {
        boolean done = upper.isDone();
        Consumer<VerifyListener> told = held.poll(done ? 0 : 50, TimeUnit.MILLISECONDS);
        if (told != null) {
          told.accept(listener);
          continue;
        }
        listener.progress(before + upperEntries);
        if (done) {
          return upper.result();
        }
      }
    } catch (InterruptedException e) {
      throw OtherThread.interrupted(e);
    }
  }

  private record Pass(VerifyReport report, AuditVerifier verifier) {}

  private final class Lower implements VerifyListener {
    @Override
    public void problem(AuditProblem problem) {
      listener.problem(problem);
    }

    @Override
    public void notice(AuditNotice notice) {
      listener.notice(notice);
    }

    @Override
    public void progress(long entries) {
      listener.progress(entries + upperEntries);
    }
  }

  /** On the other thread: holds what it is told until its turn has come. */
  private final class Upper implements VerifyListener {
    @Override
    public void problem(AuditProblem problem) {
      hold(told -> told.problem(problem));
    }

    @Override
    public void notice(AuditNotice notice) {
      hold(told -> told.notice(notice));
    }

    @Override
    public void progress(long entries) {
      upperEntries = entries;
      stopIfCancelled();
    }

    private void hold(Consumer<VerifyListener> told) {
      try {
        while (!held.offer(told, 50, TimeUnit.MILLISECONDS)) {
          stopIfCancelled();
        }
      } catch (InterruptedException e) {
        throw new CancellationException("interrupted");
      }
    }

    private void stopIfCancelled() {
      if (cancelled) {
        throw new CancellationException("the other half has failed");
      }
    }
  }
}
