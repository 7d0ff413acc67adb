package dev.atocore.integrity.check;

/** What this module throws. The message is one line: what happened and what to do. */
public final class IntegrityException extends RuntimeException {
  private final String code;

  public IntegrityException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A short name of the kind of failure, such as {@code unknown_check}, that does not change. */
  public String code() {
    return code;
  }
}
