package dev.atocore.audit.verify;

import dev.atocore.audit.record.RecordProblem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that does not verify.
 *
 * @param verdict what kind of thing
 * @param memoryId the memory whose chain it is; empty if it is about the log as a whole
 * @param version the version it concerns, or the first of several
 * @param toVersion the last of several; the same as {@code version} otherwise
 * @param entryId the entry at fault; null when there is none (it is missing)
 * @param detail one line for people
 */
public record AuditProblem(
    Verdict verdict,
    String memoryId,
    long version,
    long toVersion,
    @Nullable Long entryId,
    String detail) {

  /** Of what is said beside the log. */
  public static AuditProblem ofRecord(RecordProblem problem) {
    String memoryId = Objects.requireNonNullElse(problem.memoryId(), "");
    return new AuditProblem(
        Verdict.RECORD_ALTERED,
        memoryId,
        problem.version(),
        problem.version(),
        null,
        problem.detail());
  }

  /** The kinds, kept apart because each needs another answer. */
  public enum Verdict {
    /** A stored field does not give the stored hash: the entry was edited. */
    ALTERED("altered"),
    /**
     * Two sound entries do not name each other, or the row names another newest entry: rewritten or
     * spliced.
     */
    LINK_BROKEN("link_broken"),
    /** An entry between others, or all of a memory's, is not there. */
    MISSING("missing"),
    /** Two entries claim the same version. */
    FORKED("forked"),
    /** The newest entries, up to the row's version, are not there. */
    TRUNCATED("truncated"),
    /** Not there yet: it waits in the spool. */
    PENDING("pending"),
    /** The row is not what its newest entry says, or is gone. */
    ROW_DRIFTED("row_drifted"),
    /** What is said beside the log, of an erasure or a gap, is not as it was put on record. */
    RECORD_ALTERED("record_altered"),
    /** The log does not have the entries that it counted, though each chain is sound. */
    MISCOUNTED("miscounted");

    private final String code;

    Verdict(String code) {
      this.code = code;
    }

    /** The name in JSON. */
    public String code() {
      return code;
    }
  }
}
