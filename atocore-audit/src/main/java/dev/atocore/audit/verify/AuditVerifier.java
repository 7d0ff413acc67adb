package dev.atocore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.HashInput;
import dev.atocore.audit.io.Sha256;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.RecordChain;
import dev.atocore.audit.record.RecordProblem;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes every hash and link and compares each chain with its row. Entries and rows stream past
 * in the order of memory id and version, so memory use does not grow with the log. To be used once,
 * within one read transaction, by one thread.
 */
public final class AuditVerifier {
  private final EntryChains chains;
  private final VerifyListener listener;
  private final RecordChain records;
  private final ChainTally tally;

  private final AbsentVersions absent;
  private final MessageDigest sha = Sha256.begin();
  private final HashInput input = new HashInput();

  private @Nullable AuditSubject subject;
  private @Nullable Chain chain;
  private long memories;
  private long entries;
  private long redacted;
  private long pruned;
  private long problems;
  private @Nullable RawEntry first;
  private @Nullable RawEntry last;

  /**
   * A verifier that hands each problem to {@code listener} as it is found.
   *
   * @param pending what waits in the spool: such entries are pending, not missing
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public AuditVerifier(
      SqlConnection connection, AuditSpool.Content pending, VerifyListener listener) {
    this.chains = new EntryChains(connection);
    this.listener = listener;
    this.records = RecordChain.read(connection);
    this.tally = new ChainTally(chains.extent());
    this.absent = new AbsentVersions(records.gaps(), pending, tally, listener, this::tell);
  }

  /**
   * The memory id with about as many entries before it as after it, for whoever verifies the halves
   * side by side.
   *
   * @param atLeast null when there are fewer entries than that
   * @param samples how many are looked at; null when none of them parts the log
   * @throws dev.atocore.audit.entry.AuditException with the code {@code audit_unreadable}
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static @Nullable String middle(SqlConnection connection, long atLeast, int samples) {
    return new EntryChains(connection).middle(atLeast, samples);
  }

  /**
   * Verifies chains.
   *
   * @param range which
   * @param rows the rows of the same memories, in order of their ids
   */
  public VerifyReport verify(ChainRange range, AuditSubject.Cursor rows) {
    tellRecords(range);
    subject = rows.next();
    chains.forEach(
        range,
        entry -> {
          count(entry);
          if (chain != null && !Arrays.equals(chain.rawId, entry.memoryId)) {
            finish(rows);
          }
          if (chain == null) {
            chain = new Chain(entry.memoryId);
            rowsBefore(chain.memoryId, rows);
          }
          chain.add(entry);
        });
    if (chain != null) {
      finish(rows);
    }
    rowsBefore(null, rows);
    if (range.isAll()) {
      AuditProblem miscounted = tally.problem();
      if (miscounted != null) {
        tell(miscounted);
      }
    }
    RawEntry from = first;
    RawEntry to = last;
    return new VerifyReport(
        memories,
        entries,
        redacted,
        pruned,
        absent.acknowledged(),
        problems,
        from == null ? 0 : from.id,
        to == null ? 0 : to.id,
        from == null ? null : from.timestamp(),
        to == null ? null : to.timestamp());
  }

  /**
   * What does not add up of a log that was verified in two parts, of which each alone does not;
   * null when nothing.
   *
   * @param rest who verified the other part, perhaps in a view of a later state of the log
   * @param now the log in one view, for when these states differ
   */
  public @Nullable AuditProblem miscounted(AuditVerifier rest, EntryTable now) throws SQLException {
    boolean sameLog = tally.sameLog(rest.tally);
    tally.add(rest.tally);
    return sameLog ? tally.problem() : tally.problem(now.extent(), now.countAnew());
  }

  private void tellRecords(ChainRange range) {
    for (RecordProblem problem : records.problems()) {
      AuditProblem told = AuditProblem.ofRecord(problem);
      if (range.isFromTheFirst() || told.memoryId().equals(range.only())) {
        tell(told);
      }
    }
  }

  private void count(RawEntry entry) {
    entries++;
    if (entry.version == 1) {
      tally.begin(entry.hash);
    }
    listener.progress(entries);
    if (first == null || entry.id < first.id) {
      first = entry;
    }
    if (last == null || entry.id > last.id) {
      last = entry;
    }
  }

  /** Rows that come before that memory have no entry at all. */
  private void rowsBefore(@Nullable String memoryId, AuditSubject.Cursor rows) {
    for (AuditSubject row = subject;
        row != null
            && (memoryId == null || EntryChains.compareByCodePoint(row.memoryId(), memoryId) < 0);
        row = subject) {
      memories++;
      absent.tell(row.memoryId(), 1, Math.max(1, row.version()), Verdict.MISSING, null, head(row));
      subject = rows.next();
    }
  }

  private static byte @Nullable [] head(AuditSubject row) {
    ByteString head = row.head();
    return head == null ? null : head.shared();
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

  private void tell(
      Verdict verdict, String memoryId, long version, @Nullable Long entryId, String detail) {
    tell(new AuditProblem(verdict, memoryId, version, version, entryId, detail));
  }

  private void tell(AuditProblem told) {
    problems++;
    tally.problem(told);
    listener.problem(told);
  }

  /** One memory's entries as they stream past. */
  private final class Chain {
    private final byte[] rawId;
    private final String memoryId;
    private @Nullable RawEntry last;
    private boolean lastAltered;
    private byte @Nullable [] lastComputed;

    Chain(byte[] rawId) {
      this.rawId = rawId;
      this.memoryId = new String(rawId, UTF_8);
    }

    void add(RawEntry entry) {
      byte[] computed = entry.computeHash(sha, input);
      boolean altered = !entry.hashIs(computed) || entry.misplaced;
      if (entry.misplaced) {
        problem(
            Verdict.ALTERED,
            entry,
            "a value of entry "
                + entry.id
                + " has another storage class than AtoCore writes, so that searches miss it");
      } else if (altered) {
        problem(
            Verdict.ALTERED,
            entry,
            "entry " + entry.id + " does not give its hash: a field was changed");
      } else if (entry.erased()) {
        altered = !erased(entry);
      }
      RawEntry previous = last;
      long expected = previous == null ? 1 : previous.version + 1;
      if (previous != null && entry.version == previous.version) {
        problem(
            Verdict.FORKED,
            entry,
            "entries " + previous.id + " and " + entry.id + " claim the same version");
      } else if (entry.version > expected) {
        absent.tell(
            memoryId,
            expected,
            entry.version - 1,
            Verdict.MISSING,
            previous == null ? null : previous.hash,
            entry.prevHash);
      } else if (!altered && !follows(entry, previous)) {
        problem(
            Verdict.LINK_BROKEN,
            entry,
            "entry " + entry.id + " does not continue the entry before it");
      }
      last = entry;
      lastAltered = altered;
      lastComputed = computed;
    }

    /** Counts an entry without bodies, whose digests are sound. Whether it is as it should be. */
    private boolean erased(RawEntry entry) {
      boolean covered =
          entry.redacted()
              ? records.coversRedacted(memoryId, entry.version)
              : records.coversPruned(entry.id, entry.timestamp());
      if (!covered) {
        problem(
            Verdict.ALTERED,
            entry,
            "the bodies of entry "
                + entry.id
                + " were erased, and no redaction or pruning is on record");
        return false;
      }
      if (entry.redacted()) {
        redacted++;
        listener.notice(
            new AuditNotice(
                AuditNotice.Kind.REDACTED,
                memoryId,
                entry.version,
                entry.id,
                "the bodies of entry "
                    + entry.id
                    + " were redacted; its digests and its hash hold"));
      } else {
        pruned++;
      }
      return true;
    }

    /**
     * A neighbour that was edited is told once, at that neighbour; this side of the link is sound
     * if it names either hash.
     */
    private boolean follows(RawEntry entry, @Nullable RawEntry previous) {
      byte[] prev = entry.prevHash;
      if (previous == null) {
        return prev == null;
      }
      return lastAltered
          || previous.hashIs(prev)
          || (prev != null && Arrays.equals(prev, lastComputed));
    }

    void endWithoutRow() {
      RawEntry newest = last;
      if (newest != null) {
        problem(Verdict.ROW_DRIFTED, newest, "the memory's row is gone; its entries remain");
      }
    }

    void end(AuditSubject row) {
      RawEntry newest = last;
      if (newest == null) {
        return;
      }
      if (newest.version < row.version()) {
        absent.tell(
            memoryId, newest.version + 1, row.version(), Verdict.TRUNCATED, newest.hash, head(row));
        return;
      }
      if (newest.version > row.version()) {
        drifted(
            row,
            newest,
            "the row is at version " + row.version() + ", the log at " + newest.version);
        return;
      }
      if (lastAltered) {
        return;
      }
      if (newest.erased()) {
        problem(
            Verdict.ALTERED,
            newest,
            "the bodies of entry "
                + newest.id
                + " were erased, though it is its memory's newest: no redaction and no pruning"
                + " leaves that");
        return;
      }
      byte[] after = newest.after;
      if (!newest.hashIs(head(row))) {
        problem(
            Verdict.LINK_BROKEN,
            newest,
            "the row names another newest entry than entry " + newest.id);
      } else if (after != null && !row.matches(after)) {
        drifted(row, newest, "the row is not what entry " + newest.id + " says it became");
      } else if (!row.sound()) {
        drifted(
            row,
            newest,
            "the row was put back to entry "
                + newest.id
                + " by another program, or a value of it has another storage class: newer entries"
                + " may be gone");
      }
    }

    private void drifted(AuditSubject row, RawEntry newest, String detail) {
      tell(Verdict.ROW_DRIFTED, memoryId, row.version(), newest.id, detail);
    }

    private void problem(Verdict verdict, RawEntry entry, String detail) {
      tell(verdict, memoryId, entry.version, entry.id, detail);
    }
  }
}
