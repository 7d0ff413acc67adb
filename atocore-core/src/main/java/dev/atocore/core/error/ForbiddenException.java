package dev.atocore.core.error;

/** Who asks may not do that. Nothing was changed. */
public final class ForbiddenException extends AtoCoreException {
  /** An error with the code {@code forbidden} and that message. */
  public ForbiddenException(String message) {
    super(Kind.FORBIDDEN, "forbidden", message, null);
  }
}
