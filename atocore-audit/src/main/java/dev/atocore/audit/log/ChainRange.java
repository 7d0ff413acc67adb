package dev.atocore.audit.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which chains are meant: all, one, or those on one side of a memory id. Each chain can be verified
 * without the others, so two halves of the log can be verified at once.
 */
public final class ChainRange {
  /** Every chain. */
  public static final ChainRange ALL = new ChainRange("", null);

  private final String comparison;
  private final @Nullable String memoryId;

  private ChainRange(String comparison, @Nullable String memoryId) {
    this.comparison = comparison;
    this.memoryId = memoryId;
  }

  /** The chain of that memory; all when null. */
  public static ChainRange of(@Nullable String memoryId) {
    return memoryId == null ? ALL : new ChainRange("=", memoryId);
  }

  /** The chains whose ids come before that one. */
  public static ChainRange before(String memoryId) {
    return new ChainRange("<", memoryId);
  }

  /** That chain and those whose ids come after it. */
  public static ChainRange from(String memoryId) {
    return new ChainRange(">=", memoryId);
  }

  /** The condition in SQL, with its {@code WHERE}; empty for all. */
  public String where(String column) {
    return memoryId == null ? "" : " WHERE " + column + " " + comparison + " ?";
  }

  /** What is to be bound to the {@code ?} of the condition. */
  public List<Object> values() {
    return memoryId == null ? List.of() : List.of(memoryId);
  }
}
