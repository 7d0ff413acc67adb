package dev.atocore.audit.entry;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The log or its spool could not be read or written. The message says which and what to do;
 * unchecked.
 */
public final class AuditException extends RuntimeException {
  private final String code;

  /**
   * An error with a code that does not change between releases.
   *
   * @param code such as {@code audit_unreadable}
   * @param message one line: what happened and what to do
   * @param cause what the database or the file system said; null when neither did
   */
  public AuditException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The log cannot be read. */
  public static AuditException unreadable(SQLException e) {
    return new AuditException(
        "audit_unreadable", "The audit log cannot be read: " + e.getMessage(), e);
  }

  /** A short name for this kind of failure that does not change between releases. */
  public String code() {
    return code;
  }
}
