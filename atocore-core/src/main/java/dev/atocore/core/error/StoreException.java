package dev.atocore.core.error;

import dev.atocore.audit.entry.AuditException;
import org.jspecify.annotations.Nullable;

/**
 * The store itself cannot be used: its file is missing, is no store, is of another version, cannot
 * be written, is full or is busy. {@link #code()} tells which: {@code store_missing, not_a_store,
 * schema_old, schema_newer, schema_needed, spool_pending, store_unwritable, store_replaced,
 * disk_full, store_busy, store_unreachable, outcome_unknown, store_corrupt, source_unreadable,
 * store_error}, or the code of the {@link AuditException} that is its cause.
 */
public final class StoreException extends AtoCoreException {
  /** The code of a disk that has no room for a change. */
  public static final String DISK_FULL = "disk_full";

  /** The code of a store that is no longer the one that was opened. */
  public static final String REPLACED = "store_replaced";

  /** The code of a change of which nobody can say whether it was made. */
  public static final String OUTCOME_UNKNOWN = "outcome_unknown";

  /** An error with that code. */
  public StoreException(String code, String message, @Nullable Throwable cause) {
    super(Kind.UNAVAILABLE, code, message, cause);
  }

  /** The log or its spool failed within this store. */
  public StoreException(AuditException cause) {
    super(Kind.FAILED, cause.code(), String.valueOf(cause.getMessage()), cause);
  }
}
