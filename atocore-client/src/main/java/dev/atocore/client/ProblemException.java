package dev.atocore.client;

import org.jspecify.annotations.Nullable;

/** The server answered, and would not. Nothing was changed. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final @Nullable String requestId;

  ProblemException(int status, String code, String detail, @Nullable String requestId) {
    super(detail);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }

  /** The status of HTTP, from 400 on. */
  public int status() {
    return status;
  }

  /** The server's word for it, such as {@code conflict} or {@code refused_before}. */
  public String code() {
    return code;
  }

  /** Under which the server's own log has it; null where something between answered. */
  public @Nullable String requestId() {
    return requestId;
  }
}
