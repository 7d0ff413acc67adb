package dev.atocore.core;

import static java.util.Objects.requireNonNull;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.store.AuditFailureListener;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.WithdrawalListener;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to open a store.
 *
 * @param location where it lies
 * @param create whether a missing store is made, a file with its folder (mode 0700, the file 0600)
 * @param busyTimeout how long a writer waits for another; more than zero
 * @param auditFailureListener is notified of entries that could not be written
 * @param withdrawalListener is notified of memories that are withdrawn; null when nobody asks
 * @param lasting whether the process goes on for long: connections to a server are then looked
 *     after, and opened anew when it was gone; needs {@code com.zaxxer:HikariCP} where the store is
 *     in PostgreSQL
 * @param vectors what makes vectors of texts; the store closes it
 */
public record StoreOptions(
    StoreLocation location,
    boolean create,
    Duration busyTimeout,
    AuditFailureListener auditFailureListener,
    @Nullable WithdrawalListener withdrawalListener,
    boolean lasting,
    TextVectors vectors) {
  /** Checks that every part is there. */
  public StoreOptions {
    requireNonNull(location, "location is null");
    requireNonNull(auditFailureListener, "auditFailureListener is null");
    if (busyTimeout.isNegative() || busyTimeout.isZero()) {
      throw new InvalidInputException("busyTimeout is " + busyTimeout + ", not more than zero");
    }
  }

  /** The store in that file, made when missing, waiting up to 30 s for another writer. */
  public static StoreOptions of(Path file) {
    return of(new StoreFile(file));
  }

  /** The same for any location. */
  public static StoreOptions of(StoreLocation location) {
    return new StoreOptions(
        location, true, Duration.ofSeconds(30), failure -> {}, null, false, TextVectors.OFF);
  }

  /**
   * Where the store lies that somebody calls by that name: {@code PATH}, {@code ~/PATH}, {@code
   * file:PATH}, {@code jdbc:sqlite:PATH} or {@code jdbc:postgresql://HOST/DB}.
   *
   * @param home what {@code ~} is
   * @throws InvalidInputException if it is no name of a store
   */
  public static StoreLocation location(String name, Path home) {
    return StoreNames.parse(name, home);
  }

  /** The same, but a missing store is an error. */
  public StoreOptions existingOnly() {
    return new StoreOptions(
        location, false, busyTimeout, auditFailureListener, withdrawalListener, lasting, vectors);
  }

  /** The same with that limit on waiting for another writer. */
  public StoreOptions busyTimeout(Duration timeout) {
    return new StoreOptions(
        location, create, timeout, auditFailureListener, withdrawalListener, lasting, vectors);
  }

  /** The same with that listener. */
  public StoreOptions onAuditFailure(AuditFailureListener listener) {
    return new StoreOptions(
        location, create, busyTimeout, listener, withdrawalListener, lasting, vectors);
  }

  /** The same with that listener. */
  public StoreOptions onWithdrawal(@Nullable WithdrawalListener listener) {
    return new StoreOptions(
        location, create, busyTimeout, auditFailureListener, listener, lasting, vectors);
  }

  /** The same for a process that goes on for long. */
  public StoreOptions forLong() {
    return new StoreOptions(
        location, create, busyTimeout, auditFailureListener, withdrawalListener, true, vectors);
  }

  /** The same with that maker of vectors, which the store closes. */
  public StoreOptions vectors(TextVectors maker) {
    return new StoreOptions(
        location, create, busyTimeout, auditFailureListener, withdrawalListener, lasting, maker);
  }
}
