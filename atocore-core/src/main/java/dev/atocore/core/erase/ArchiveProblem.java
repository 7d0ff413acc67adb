package dev.atocore.core.erase;

import org.jspecify.annotations.Nullable;

/**
 * Something about an archive that is not as it should be.
 *
 * @param verdict what kind of thing
 * @param line the number of the line, from 1; 0 when it is about the whole file
 * @param entryId the entry; null when there is none
 * @param detail one line for people
 */
public record ArchiveProblem(Verdict verdict, long line, @Nullable Long entryId, String detail) {

  /** The kinds. */
  public enum Verdict {
    /** A line is no entry. */
    UNREADABLE("unreadable"),
    /** The line does not give its hash, or its bodies not the digests that the log holds. */
    ALTERED("altered"),
    /** The log has no such entry. */
    UNKNOWN("unknown"),
    /** The log's entry was redacted since: the archive still holds what should be gone. */
    REDACTED_SINCE("redacted_since"),
    /** The file is not, byte for byte, one that a pruning wrote. */
    NOT_ON_RECORD("not_on_record");

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
