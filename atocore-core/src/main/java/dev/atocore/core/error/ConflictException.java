package dev.atocore.core.error;

/** The memory has moved on since the version the caller named. */
public final class ConflictException extends AtoCoreException {
  /** An error with the code {@code conflict} and that message. */
  public ConflictException(String message) {
    super(Kind.CONFLICT, "conflict", message, null);
  }
}
