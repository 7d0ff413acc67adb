package dev.atocore.integrity.repair;

import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.change.MemoryRepairs;
import dev.atocore.core.db.InSlices;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.model.Change;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.mend.RepairStep;
import dev.atocore.integrity.repair.RepairReport.Counts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a plan, a few hundred at a time and each such batch in one transaction, which
 * ends when it has held the lock for a moment. Right before each step it looks again: a row that is
 * not as planned is left.
 */
final class Application {
  private static final int BATCH = 500;

  private static final Counts MADE = new Counts(1, 0, 0, 0, null);
  private static final Counts BEFORE = new Counts(0, 1, 0, 0, null);
  private static final Counts CHANGED = new Counts(0, 0, 1, 0, null);

  private final MemoryStore store;
  private final RepairPlan plan;
  private final Change change;
  private final String request;

  Application(MemoryStore store, RepairPlan plan, Change change) {
    this.store = store;
    this.plan = plan;
    this.change = change.requestId(plan.id()).ofMany();
    this.request = MemoryRepairs.requestId(plan.id());
  }

  /**
   * Whether any step is to be made.
   *
   * @throws IntegrityException with the code {@code plan_stale} if a row was changed by somebody
   *     else since the plan was made
   */
  boolean hasMore() {
    boolean more = false;
    StepFile.Steps steps = plan.open();
    for (List<RepairStep> batch = next(steps); !batch.isEmpty(); batch = next(steps)) {
      List<RepairStep> some = batch;
      more |= store.transactions().read(connection -> hasMore(connection.sql(), some));
    }
    return more;
  }

  /** Makes the steps. */
  Counts run(LongConsumer progress) {
    Tally tally = new Tally();
    StepFile.Steps steps = plan.open();
    for (List<RepairStep> batch = next(steps); !batch.isEmpty(); batch = next(steps)) {
      InSlices.run(
          batch,
          some ->
              some.get(0).action().isBesideWriters()
                  ? List.of(makeBeside(some.get(0)))
                  : store.memories().repair(change, repairs -> make(repairs, some)),
          tally::add);
      progress.accept(tally.seen);
    }
    return tally.counts;
  }

  private List<Counts> make(MemoryRepairs repairs, List<RepairStep> steps) throws SQLException {
    List<Counts> made = new ArrayList<>(steps.size());
    for (RepairStep step : steps) {
      if (step.action().isBesideWriters()) {
        break;
      }
      made.add(make(repairs, step));
      if (repairs.isSliceOver()) {
        break;
      }
    }
    return made;
  }

  private Counts makeBeside(RepairStep step) {
    step.action().applyBeside(store);
    return MADE;
  }

  private Counts make(MemoryRepairs repairs, RepairStep step) throws SQLException {
    Counts not = notToDo(repairs.sql(), step);
    if (not != null) {
      return not;
    }
    try {
      step.action().apply(repairs, step);
      return MADE;
    } catch (AtoCoreException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        throw e;
      }
      // Each step checks all before it writes, so its neighbours stay as they are.
      return new Counts(0, 0, 0, 1, step.describe() + ": " + e.getMessage());
    }
  }

  private boolean hasMore(SqlConnection connection, List<RepairStep> steps) throws SQLException {
    boolean more = false;
    for (RepairStep step : steps) {
      Counts not = notToDo(connection, step);
      if (not != null && not.changed() > 0) {
        throw new IntegrityException(
            Kind.REFUSED,
            "plan_stale",
            "the row of \""
                + step.subject()
                + "\" has changed since the plan was made; plan again");
      }
      more |= not == null;
    }
    return more;
  }

  /** Null for a step that is to be made. */
  private @Nullable Counts notToDo(SqlConnection connection, RepairStep step) throws SQLException {
    String now = step.action().rowHash(connection, step.subject(), step.target());
    if (now.equals(step.rowHash())) {
      return null;
    }
    return step.action().isMade(connection, step, request) ? BEFORE : CHANGED;
  }

  private static List<RepairStep> next(StepFile.Steps steps) {
    List<RepairStep> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH) {
      RepairStep step = steps.next();
      if (step == null) {
        break;
      }
      batch.add(step);
    }
    return batch;
  }

  /** What has come of the steps so far. */
  private static final class Tally {
    private Counts counts = Counts.NONE;
    private long seen;

    void add(Counts one) {
      counts = counts.plus(one);
      seen++;
    }
  }
}
