package dev.atocore.core.error;

import org.jspecify.annotations.Nullable;

/** The root of what the store throws. The message is one line: what happened and what to do. */
public abstract sealed class AtoCoreException extends RuntimeException
    permits ConflictException,
        DuplicateException,
        IllegalTransitionException,
        InvalidInputException,
        NotFoundException,
        StoreException {
  private final String code;

  AtoCoreException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * A short name of the kind of failure, such as {@code not_found}, that does not change between
   * releases.
   */
  public String code() {
    return code;
  }
}
