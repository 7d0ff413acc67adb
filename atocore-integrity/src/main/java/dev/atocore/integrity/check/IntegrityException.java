package dev.atocore.integrity.check;

import dev.atocore.core.error.AtoCoreException;

/** What this module throws. The message is one line: what happened and what to do. */
public final class IntegrityException extends AtoCoreException {
  /**
   * An error with a code that does not change.
   *
   * @param code such as {@code unknown_check}
   */
  public IntegrityException(Kind kind, String code, String message) {
    super(kind, code, message, null);
  }
}
