package dev.atocore.audit.verify;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.record.AuditGap;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Versions without an entry, of which some may be known: to wait in the spool, or to be lost. */
final class AbsentVersions {
  private final Map<String, TreeMap<Long, Known>> known = new HashMap<>();
  private final Map<String, ByteString> lost = new HashMap<>();
  private final ChainTally tally;
  private final VerifyListener listener;
  private final Consumer<AuditProblem> problems;
  private long acknowledged;

  AbsentVersions(
      List<AuditGap> gaps,
      AuditSpool.Content pending,
      ChainTally tally,
      VerifyListener listener,
      Consumer<AuditProblem> problems) {
    this.tally = tally;
    this.listener = listener;
    this.problems = problems;
    for (AuditGap gap : gaps) {
      ByteString hash = gap.hash();
      if (gap.kind() == AuditGap.Kind.ACKNOWLEDGED) {
        know(gap.memoryId(), gap.version(), Known.ACKNOWLEDGED);
      } else if (hash != null) {
        lost.put(gap.version() + " " + gap.memoryId(), hash);
      }
    }
    for (AuditEntry entry : pending.entries()) {
      know(entry.memoryId(), entry.version(), Known.PENDING);
    }
  }

  private void know(String memoryId, long version, Known what) {
    known.computeIfAbsent(memoryId, id -> new TreeMap<>()).put(version, what);
  }

  /** How many versions without an entry an operator knows of. */
  long acknowledged() {
    return acknowledged;
  }

  /**
   * Tells the versions without an entry, those that wait in the spool and those that were
   * acknowledged apart from those that are lost.
   *
   * @param before the hash of the entry before them
   * @param named the hash that is named as that of the last of them; the same as {@code before}
   *     where none of them ever had an entry
   */
  void tell(
      String memoryId,
      long from,
      long to,
      Verdict verdict,
      byte @Nullable [] before,
      byte @Nullable [] named) {
    long start = from;
    TreeMap<Long, Known> versions = known.get(memoryId);
    if (versions != null) {
      for (Map.Entry<Long, Known> one : versions.subMap(from, true, to, true).entrySet()) {
        long version = one.getKey();
        lost(memoryId, start, version - 1, verdict);
        if (one.getValue() == Known.PENDING) {
          pending(memoryId, version);
        } else {
          acknowledged(memoryId, version);
          if (version == 1 && !Arrays.equals(before, named)) {
            ByteString hash = lost.get(version + " " + memoryId);
            tally.acknowledged(
                hash == null && version == to && named != null ? ByteString.wrap(named) : hash);
          }
        }
        start = version + 1;
      }
    }
    lost(memoryId, start, to, verdict);
  }

  private void pending(String memoryId, long version) {
    problems.accept(
        new AuditProblem(
            Verdict.PENDING,
            memoryId,
            version,
            version,
            null,
            "version " + version + " waits in the spool"));
  }

  private void acknowledged(String memoryId, long version) {
    acknowledged++;
    listener.notice(
        new AuditNotice(
            AuditNotice.Kind.ACKNOWLEDGED,
            memoryId,
            version,
            null,
            "no entry for version " + version + ", as acknowledged"));
  }

  private void lost(String memoryId, long from, long to, Verdict verdict) {
    if (from <= to) {
      String versions = from == to ? "version " + from : "versions " + from + " to " + to;
      problems.accept(
          new AuditProblem(verdict, memoryId, from, to, null, "no entry for " + versions));
    }
  }

  /** Why a version may be without an entry. */
  private enum Known {
    PENDING,
    ACKNOWLEDGED
  }
}
