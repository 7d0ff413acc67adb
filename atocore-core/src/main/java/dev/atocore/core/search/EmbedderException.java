package dev.atocore.core.search;

import dev.atocore.core.error.AtoCoreException;
import org.jspecify.annotations.Nullable;

/** An embedder made no vectors. The message says why, and holds no secret. */
public final class EmbedderException extends AtoCoreException {
  /** An embedder that is there and failed. */
  public EmbedderException(String message, @Nullable Throwable cause) {
    super(Kind.FAILED, "embedder_failed", message, cause);
  }
}
