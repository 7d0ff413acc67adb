package dev.atocore.core;

import static java.util.Objects.requireNonNull;

import dev.atocore.core.change.AuditFailureListener;
import dev.atocore.core.error.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How to open a store.
 *
 * @param file the SQLite file
 * @param create whether a missing store is made, with its folder (mode 0700, the file 0600)
 * @param busyTimeout how long a writer waits for another; more than zero
 * @param auditFailureListener told of entries that could not be written
 */
public record StoreOptions(
    Path file, boolean create, Duration busyTimeout, AuditFailureListener auditFailureListener) {
  /** Checks that every part is there. */
  public StoreOptions {
    requireNonNull(file, "file is null");
    requireNonNull(auditFailureListener, "auditFailureListener is null");
    if (busyTimeout.isNegative() || busyTimeout.isZero()) {
      throw new InvalidInputException("busyTimeout is " + busyTimeout + ", not more than zero");
    }
  }

  /** The store in that file, made when missing, waiting up to 30 s for another writer. */
  public static StoreOptions of(Path file) {
    return new StoreOptions(file, true, Duration.ofSeconds(30), failure -> {});
  }

  /** The same, but a missing store is an error. */
  public StoreOptions existingOnly() {
    return new StoreOptions(file, false, busyTimeout, auditFailureListener);
  }

  /** The same with that limit on waiting for another writer. */
  public StoreOptions busyTimeout(Duration timeout) {
    return new StoreOptions(file, create, timeout, auditFailureListener);
  }

  /** The same with that listener. */
  public StoreOptions onAuditFailure(AuditFailureListener listener) {
    return new StoreOptions(file, create, busyTimeout, listener);
  }
}
