package dev.atocore.audit.verify;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.extent.LogExtent;
import dev.atocore.audit.io.HashSum;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification saw of a log, to be held against what the log counted as it was written: no
 * chain shows that one is gone with its row. Used by one thread at a time.
 */
final class ChainTally {
  /** Of more acknowledged gaps than that, all or none must explain what is missing. */
  private static final int MOST_TRIED = 16;

  private final @Nullable LogExtent extent;
  private final List<ByteString> acknowledged = new ArrayList<>();
  private final HashSum sum = new HashSum();
  private long unknown;
  private long chains;
  private long lost;
  private long forked;
  private long problems;

  /**
   * Of a view of the log.
   *
   * @param extent what the log counts in it; null if nobody knows
   */
  ChainTally(@Nullable LogExtent extent) {
    this.extent = extent;
  }

  /** A first entry. */
  void begin(byte[] hash) {
    chains++;
    sum.add(hash);
  }

  void problem(AuditProblem problem) {
    problems++;
    switch (problem.verdict()) {
      case MISSING -> lost += problem.version() == 1 ? 1 : 0;
      case FORKED -> forked += problem.version() == 1 ? 1 : 0;
      default -> {}
    }
  }

  /** A first entry that is known to be missing; the hash it had, if that is known. */
  void acknowledged(@Nullable ByteString hash) {
    if (hash == null) {
      unknown++;
    } else {
      acknowledged.add(hash);
    }
  }

  /** Adds what was seen of other chains of the same log. */
  void add(ChainTally other) {
    acknowledged.addAll(other.acknowledged);
    sum.add(other.sum);
    unknown += other.unknown;
    chains += other.chains;
    lost += other.lost;
    forked += other.forked;
    problems += other.problems;
  }

  /** Whether both are of the same state of the log. */
  boolean sameLog(ChainTally other) {
    return extent != null && extent.equals(other.extent);
  }

  /** What does not add up although no chain tells it; null when nothing. */
  @Nullable AuditProblem problem() {
    LogExtent counted = extent;
    if (counted == null) {
      return told("what the log counted is damaged or gone");
    }
    return compare(counted, chains, sum.lessThan(counted.chainSum().shared()));
  }

  /**
   * The same where the chains were seen in views of different states of the log.
   *
   * @param counted what it counts in one view
   * @param there what is there in the same view
   */
  @Nullable AuditProblem problem(@Nullable LogExtent counted, LogExtent there) {
    if (counted == null) {
      return told("what the log counted is damaged or gone");
    }
    return compare(
        counted,
        there.chains(),
        HashSum.of(there.chainSum().shared()).lessThan(counted.chainSum().shared()));
  }

  private @Nullable AuditProblem compare(LogExtent counted, long there, BigInteger missingSum) {
    long missing = counted.chains() - there;
    boolean explained =
        problems == 0
            ? isAcknowledged(missing, missingSum)
            : missing <= lost + acknowledged.size() + unknown && -missing <= forked;
    if (explained) {
      return null;
    }
    String counts =
        "the log counts " + counted.chains() + " memories with a first entry, it has " + there;
    return told(
        missing > 0
            ? counts + ": all entries of some were taken away, and their rows too"
            : missing < 0
                ? counts + ": AtoCore did not write all of them"
                : counts + ", but not the same ones");
  }

  private static AuditProblem told(String detail) {
    return new AuditProblem(AuditProblem.Verdict.MISCOUNTED, "", 0, 0, null, detail);
  }

  /** Whether exactly entries of gaps that an operator knows of are missing. */
  private boolean isAcknowledged(long missing, BigInteger missingSum) {
    if (missing == 0) {
      return missingSum.signum() == 0;
    }
    if (missing < 0 || missing > acknowledged.size() + unknown) {
      return false;
    }
    if (unknown > 0) {
      return true;
    }
    return acknowledged.size() <= MOST_TRIED
        ? isSumOf(missing, missingSum, 0)
        : missing == acknowledged.size() && isSumOf(missing, missingSum, 0);
  }

  private boolean isSumOf(long count, BigInteger wanted, int from) {
    if (count == 0) {
      return wanted.signum() == 0;
    }
    for (int i = from; i + count <= acknowledged.size(); i++) {
      if (isSumOf(count - 1, HashSum.less(wanted, acknowledged.get(i).shared()), i + 1)) {
        return true;
      }
    }
    return false;
  }
}
