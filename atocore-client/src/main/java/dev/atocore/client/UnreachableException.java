package dev.atocore.client;

import org.jspecify.annotations.Nullable;

/**
 * No answer came, or none that this client can read. Whether a change was made is not known: sent
 * again under the same key it is made once.
 */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
