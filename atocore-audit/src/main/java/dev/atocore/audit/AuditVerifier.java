package dev.atocore.audit;

import dev.atocore.audit.AuditProblem.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes every hash and link and compares each chain with its row. Entries and rows stream past
 * in the order of memory id and version, so memory use does not grow with the log. To be used once,
 * within one read transaction, by one thread.
 */
public final class AuditVerifier {
  private final AuditLog log;
  private final Map<String, TreeSet<Long>> spooled = new HashMap<>();
  private final Consumer<AuditProblem> report;

  private @Nullable AuditSubject subject;
  private @Nullable Chain chain;
  private long memories;
  private long entries;
  private long redacted;
  private long problems;
  private long firstId;
  private long lastId;

  /**
   * A verifier that hands each problem to {@code report} as it is found.
   *
   * @param pending what waits in the spool: such entries are pending, not missing
   */
  public AuditVerifier(AuditLog log, AuditSpool.Content pending, Consumer<AuditProblem> report) {
    this.log = log;
    this.report = report;
    for (AuditEntry entry : pending.entries()) {
      spooled.computeIfAbsent(entry.memoryId(), id -> new TreeSet<>()).add(entry.version());
    }
  }

  /**
   * Verifies one memory, or all.
   *
   * @param memoryId the memory; null for all
   * @param rows the rows to compare with, in order; only that memory's if {@code memoryId} is given
   */
  public VerifyReport verify(@Nullable String memoryId, AuditSubject.Cursor rows) {
    subject = rows.next();
    log.forEachInChainOrder(
        memoryId,
        entry -> {
          count(entry);
          if (chain != null && !chain.memoryId.equals(entry.memoryId())) {
            finish(rows);
          }
          if (chain == null) {
            rowsBefore(entry.memoryId(), rows);
            chain = new Chain(entry.memoryId());
          }
          chain.add(entry);
        });
    if (chain != null) {
      finish(rows);
    }
    rowsBefore(null, rows);
    return new VerifyReport(memories, entries, redacted, problems, firstId, lastId);
  }

  private void count(AuditEntry entry) {
    entries++;
    if (entry.redacted()) {
      redacted++;
    }
    firstId = firstId == 0 ? entry.id() : Math.min(firstId, entry.id());
    lastId = Math.max(lastId, entry.id());
  }

  /** Rows that come before that memory have no entry at all. */
  private void rowsBefore(@Nullable String memoryId, AuditSubject.Cursor rows) {
    for (AuditSubject row = subject;
        row != null && (memoryId == null || compareByCodePoint(row.memoryId(), memoryId) < 0);
        row = subject) {
      memories++;
      absent(row.memoryId(), 1, row.version(), Verdict.MISSING);
      subject = rows.next();
    }
  }

  private void finish(AuditSubject.Cursor rows) {
    Chain done = chain;
    chain = null;
    if (done == null) {
      return;
    }
    memories++;
    AuditSubject row = subject;
    if (row == null || !row.memoryId().equals(done.memoryId)) {
      done.endWithoutRow();
      return;
    }
    done.end(row);
    subject = rows.next();
  }

  /**
   * Tells the versions without an entry, those that wait in the spool apart from those that are
   * lost.
   */
  private void absent(String memoryId, long from, long to, Verdict verdict) {
    long start = from;
    for (long waits :
        spooled.getOrDefault(memoryId, new TreeSet<>()).subSet(from, true, to, true)) {
      lost(memoryId, start, waits - 1, verdict);
      problem(Verdict.PENDING, memoryId, waits, null, "version " + waits + " waits in the spool");
      start = waits + 1;
    }
    lost(memoryId, start, to, verdict);
  }

  private void lost(String memoryId, long from, long to, Verdict verdict) {
    if (from <= to) {
      String versions = from == to ? "version " + from : "versions " + from + " to " + to;
      problem(verdict, memoryId, from, null, "no entry for " + versions);
    }
  }

  private void problem(
      Verdict verdict, String memoryId, long version, @Nullable Long entryId, String detail) {
    problems++;
    report.accept(new AuditProblem(verdict, memoryId, version, entryId, detail));
  }

  /**
   * The order of SQLite's BINARY collation and of PostgreSQL's "C": UTF-8 bytes, which is code
   * point order.
   */
  static int compareByCodePoint(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean supplementaryX = Character.isSurrogate(x);
        boolean supplementaryY = Character.isSurrogate(y);
        if (supplementaryX != supplementaryY) {
          return supplementaryX ? 1 : -1;
        }
        return Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** One memory's entries as they stream past. */
  private final class Chain {
    private final String memoryId;
    private @Nullable AuditEntry last;
    private boolean lastAltered;
    private @Nullable ByteString lastComputed;

    Chain(String memoryId) {
      this.memoryId = memoryId;
    }

    void add(AuditEntry entry) {
      ByteString computed = entry.computeHash();
      boolean altered = !computed.equals(entry.hash());
      if (altered) {
        problem(
            Verdict.ALTERED,
            memoryId,
            entry.version(),
            entry.id(),
            "entry " + entry.id() + " does not give its hash: a field was changed");
      }
      AuditEntry previous = last;
      long expected = previous == null ? 1 : previous.version() + 1;
      if (previous != null && entry.version() == previous.version()) {
        problem(
            Verdict.FORKED,
            memoryId,
            entry.version(),
            entry.id(),
            "entries " + previous.id() + " and " + entry.id() + " claim the same version");
      } else if (entry.version() > expected) {
        absent(memoryId, expected, entry.version() - 1, Verdict.MISSING);
      } else if (!altered && !follows(entry, previous)) {
        problem(
            Verdict.LINK_BROKEN,
            memoryId,
            entry.version(),
            entry.id(),
            "entry " + entry.id() + " does not continue the entry before it");
      }
      last = entry;
      lastAltered = altered;
      lastComputed = computed;
    }

    /**
     * A neighbour that was edited is told once, at that neighbour; this side of the link is sound
     * if it names either hash.
     */
    private boolean follows(AuditEntry entry, @Nullable AuditEntry previous) {
      ByteString prev = entry.prevHash();
      if (previous == null) {
        return prev == null;
      }
      if (lastAltered) {
        return true;
      }
      return previous.hash().equals(prev) || (prev != null && prev.equals(lastComputed));
    }

    void endWithoutRow() {
      AuditEntry newest = last;
      if (newest != null) {
        problem(
            Verdict.ROW_DRIFTED,
            memoryId,
            newest.version(),
            newest.id(),
            "the memory's row is gone; its entries remain");
      }
    }

    void end(AuditSubject row) {
      AuditEntry newest = last;
      if (newest == null) {
        return;
      }
      if (newest.version() < row.version()) {
        absent(memoryId, newest.version() + 1, row.version(), Verdict.TRUNCATED);
        return;
      }
      String after = newest.after();
      if (newest.version() > row.version()) {
        problem(
            Verdict.ROW_DRIFTED,
            memoryId,
            row.version(),
            newest.id(),
            "the row is at version " + row.version() + ", the log at " + newest.version());
      } else if (!lastAltered && !newest.hash().equals(row.head())) {
        problem(
            Verdict.LINK_BROKEN,
            memoryId,
            newest.version(),
            newest.id(),
            "the row names another newest entry than entry " + newest.id());
      } else if (!lastAltered && after != null && !row.matches(after)) {
        problem(
            Verdict.ROW_DRIFTED,
            memoryId,
            row.version(),
            newest.id(),
            "the row is not what entry " + newest.id() + " says it became");
      }
    }
  }
}
