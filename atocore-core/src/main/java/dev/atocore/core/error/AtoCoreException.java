package dev.atocore.core.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of what the store and the modules on it throw. The message is one line: what happened
 * and what to do.
 */
public abstract class AtoCoreException extends RuntimeException {
  private final Kind kind;
  private final String code;

  protected AtoCoreException(Kind kind, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  /** What the caller can do about it. */
  public Kind kind() {
    return kind;
  }

  /**
   * A short name of the failure, such as {@code not_found}, that does not change between releases.
   */
  public String code() {
    return code;
  }

  /** The kinds of failures: an adapter needs a status or an exit code for each, and no more. */
  public enum Kind {
    /** The caller gave a value, or a name, that is not taken. */
    INVALID,
    /** Who asks is known, and may not do that. */
    FORBIDDEN,
    /** What the caller named does not exist. */
    NOT_FOUND,
    /** What the caller named has moved on since the version the caller knows. */
    CONFLICT,
    /** What is there does not allow it. */
    REFUSED,
    /** The store cannot be used now. */
    UNAVAILABLE,
    /** The store can be used, and this failed all the same: the log is damaged, a check failed. */
    FAILED
  }

  /** Whether the store or what is asked is at fault, so that other memories fare no better. */
  public boolean concernsAll() {
    return kind() == Kind.UNAVAILABLE || kind() == Kind.INVALID;
  }
}
