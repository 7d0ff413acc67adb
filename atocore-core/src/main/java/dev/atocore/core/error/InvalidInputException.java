package dev.atocore.core.error;

/** A value is not one the store takes. Nothing was changed. */
public final class InvalidInputException extends AtoCoreException {
  /** An error with the code {@code invalid_input} and that message. */
  public InvalidInputException(String message) {
    super(Kind.INVALID, "invalid_input", message, null);
  }
}
