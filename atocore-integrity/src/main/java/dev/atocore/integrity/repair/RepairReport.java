package dev.atocore.integrity.repair;

import dev.atocore.integrity.result.IntegrityResult;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a repair did.
 *
 * @param plan what was to be done
 * @param counts what came of its steps
 * @param backup the copy made before; null when there was nothing to do
 * @param after what the check found afterwards
 */
public record RepairReport(
    RepairPlan plan, Counts counts, @Nullable Path backup, IntegrityResult after) {

  /**
   * What came of the steps of a plan; together they are all.
   *
   * @param made those that were made
   * @param before those that had been made already, by the same plan when it was cut off
   * @param changed those whose row somebody else changed while the repair ran: left as they are
   * @param refused those that are not possible: left as they are
   * @param refusal why the first of these was refused; null when none was
   */
  public record Counts(
      long made, long before, long changed, long refused, @Nullable String refusal) {
    static final Counts NONE = new Counts(0, 0, 0, 0, null);

    Counts plus(Counts more) {
      return new Counts(
          made + more.made,
          before + more.before,
          changed + more.changed,
          refused + more.refused,
          refusal == null ? more.refusal : refusal);
    }

    /** How many of the steps are neither made nor had been. */
    public long undone() {
      return changed + refused;
    }
  }
}
