package dev.atocore.server;

import org.jspecify.annotations.Nullable;

/** The server cannot start. The message is one line: what happened and what to do. */
public final class ServerException extends RuntimeException {
  private final String code;

  ServerException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * {@code token_required}, {@code weak_token}, {@code invalid_port}, {@code unknown_host}, {@code
   * address_unusable} or {@code access_log_unwritable}.
   */
  public String code() {
    return code;
  }
}
