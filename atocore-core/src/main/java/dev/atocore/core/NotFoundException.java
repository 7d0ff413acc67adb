package dev.atocore.core;

/** What the caller named does not exist. */
public final class NotFoundException extends AtoCoreException {
  /** An error with the code {@code not_found} and that message. */
  public NotFoundException(String message) {
    super("not_found", message, null);
  }
}
