package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of a memory as a table: which status may become which, and what that is called.
 *
 * <pre>
 *   from \ to    candidate            active               superseded   invalid
 *   candidate    updated, reinforced  promoted             -            rejected
 *   active       -                    updated, reinforced  superseded   invalidated
 *   superseded   -                    -                    -            -
 *   invalid      -                    -                    -            -
 * </pre>
 *
 * A revert is the one way back: it takes a memory to an image it had before, whatever the statuses.
 */
public final class Transition {
  private Transition() {}

  /**
   * What the change from one image to the other is.
   *
   * @throws IllegalTransitionException if the table has no such change
   */
  public static AuditAction verb(Memory before, Memory after) {
    MemoryStatus from = MemoryStatus.of(before.status());
    MemoryStatus to = MemoryStatus.parse(after.status());
    AuditAction action =
        from == null ? null : lookUp(from, to, after.referenceCount() > before.referenceCount());
    if (action == null) {
      throw new IllegalTransitionException(
          "memory " + before.id() + " is " + before.status() + refusal(from, to));
    }
    return action;
  }

  /** What the change from one status to the other may be called; empty when there is none. */
  public static Set<AuditAction> actions(MemoryStatus from, MemoryStatus to) {
    Set<AuditAction> actions = EnumSet.noneOf(AuditAction.class);
    for (boolean referenced : new boolean[] {false, true}) {
      AuditAction action = lookUp(from, to, referenced);
      if (action != null) {
        actions.add(action);
      }
    }
    return actions;
  }

  private static @Nullable AuditAction lookUp(
      MemoryStatus from, MemoryStatus to, boolean referenced) {
    AuditAction kept = referenced ? AuditAction.REINFORCED : AuditAction.UPDATED;
    return switch (from) {
      case CANDIDATE ->
          switch (to) {
            case CANDIDATE -> kept;
            case ACTIVE -> AuditAction.PROMOTED;
            case SUPERSEDED -> null;
            case INVALID -> AuditAction.REJECTED;
          };
      case ACTIVE ->
          switch (to) {
            case CANDIDATE -> null;
            case ACTIVE -> kept;
            case SUPERSEDED -> AuditAction.SUPERSEDED;
            case INVALID -> AuditAction.INVALIDATED;
          };
      case SUPERSEDED, INVALID -> null;
    };
  }

  private static String refusal(@Nullable MemoryStatus from, MemoryStatus to) {
    if (from == MemoryStatus.SUPERSEDED || from == MemoryStatus.INVALID) {
      return " and no longer changes; 'memory revert' takes it back to an earlier version";
    }
    return " and cannot become " + to.word();
  }
}
