package dev.atocore.audit.verify;

import org.jspecify.annotations.Nullable;

/**
 * One thing that verifies and is worth a mention.
 *
 * @param kind what kind of thing
 * @param memoryId the memory whose chain it is
 * @param version the version it concerns
 * @param entryId the entry it concerns; null when there is none
 * @param detail one line for people
 */
public record AuditNotice(
    Kind kind, String memoryId, long version, @Nullable Long entryId, String detail) {
  /** The kinds. */
  public enum Kind {
    /** Sound, its bodies erased for good, which is on record. */
    REDACTED("redacted"),
    /** Not there, which an operator has acknowledged. */
    ACKNOWLEDGED("acknowledged");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The name in JSON. */
    public String code() {
      return code;
    }
  }
}
