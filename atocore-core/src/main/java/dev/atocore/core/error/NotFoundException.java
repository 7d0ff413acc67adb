package dev.atocore.core.error;

import dev.atocore.audit.entry.AuditEntry;

/**
 * What the caller named does not exist, or no longer: {@code not_found}, {@code redacted} or {@code
 * pruned}.
 */
public final class NotFoundException extends AtoCoreException {
  /** An error with the code {@code not_found} and that message. */
  public NotFoundException(String message) {
    super(Kind.NOT_FOUND, "not_found", message, null);
  }

  private NotFoundException(String code, String message) {
    super(Kind.NOT_FOUND, code, message, null);
  }

  /**
   * What an entry said is erased from the log: {@code redacted} for good, or {@code pruned} into an
   * archive.
   *
   * @param what what is asked for, such as {@code version 2 of memory m}
   */
  public static NotFoundException erased(String what, AuditEntry entry) {
    return entry.pruned()
        ? new NotFoundException("pruned", what + " is pruned: what it said is in an archive only")
        : new NotFoundException("redacted", what + " is redacted: what it said is erased for good");
  }
}
