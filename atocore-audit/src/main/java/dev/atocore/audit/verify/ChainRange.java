package dev.atocore.audit.verify;

import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Which chains are meant: all, one, or those on one side of a memory id. Each chain can be verified
 * without the others, so two halves of the log can be verified at once.
 */
public final class ChainRange {
  /** Every chain. */
  public static final ChainRange ALL = new ChainRange(Side.ALL, null);

  private final Side side;
  private final @Nullable String memoryId;

  private ChainRange(Side side, @Nullable String memoryId) {
    this.side = side;
    this.memoryId = memoryId;
  }

  /** The chain of that memory; all when null. */
  public static ChainRange of(@Nullable String memoryId) {
    return memoryId == null ? ALL : new ChainRange(Side.ONE, memoryId);
  }

  /** The chains whose ids come before that one. */
  public static ChainRange before(String memoryId) {
    return new ChainRange(Side.BEFORE, memoryId);
  }

  /** That chain and those whose ids come after it. */
  public static ChainRange from(String memoryId) {
    return new ChainRange(Side.FROM, memoryId);
  }

  /**
   * Restricts a query to these chains.
   *
   * @param one the condition for one memory id
   * @param before the one for those before it
   * @param from the one for it and those after it
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Query restrict(Query query, Sql one, Sql before, Sql from) {
    return switch (side) {
      case ALL -> query;
      case ONE -> query.and(one, memoryId);
      case BEFORE -> query.and(before, memoryId);
      case FROM -> query.and(from, memoryId);
    };
  }

  /** Whether this is every chain. */
  public boolean isAll() {
    return side == Side.ALL;
  }

  /** The one memory that is meant; null for several. */
  @Nullable String only() {
    return side == Side.ONE ? memoryId : null;
  }

  /** Whether the first of all chains is among these. */
  boolean isFromTheFirst() {
    return side == Side.ALL || side == Side.BEFORE;
  }

  private enum Side {
    ALL,
    ONE,
    BEFORE,
    FROM
  }
}
