package dev.atocore.core.db;

import dev.atocore.audit.entry.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction was about to commit.
 *
 * @param transaction what its database calls it; null when that does not say
 * @param change the last change of a memory in it; null when there is none in the log
 */
public record Pledge(@Nullable String transaction, @Nullable Logged change) {
  /** An entry of the log, by which a change can be found. */
  public record Logged(String memoryId, long version, ByteString hash) {}
}
