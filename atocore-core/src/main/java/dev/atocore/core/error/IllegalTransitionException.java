package dev.atocore.core.error;

/** The memory's status does not allow the change. Nothing was changed. */
public final class IllegalTransitionException extends AtoCoreException {
  /** An error with the code {@code illegal_transition} and that message. */
  public IllegalTransitionException(String message) {
    super(Kind.REFUSED, "illegal_transition", message, null);
  }
}
