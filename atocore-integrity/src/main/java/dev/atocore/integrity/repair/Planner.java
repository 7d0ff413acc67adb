package dev.atocore.integrity.repair;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the findings of a check into steps while it runs, a few hundred at a time: a plan of any
 * length holds no more findings than that.
 */
final class Planner {
  private static final int BATCH = 500;

  private final MemoryStore store;
  private final RepairableCheck check;
  private final boolean adopt;
  private final StepFile plan;
  private final List<Finding> waiting = new ArrayList<>();
  private @Nullable RepairSteps steps;
  private long mended;

  Planner(MemoryStore store, RepairableCheck check, boolean adopt, StepFile plan) {
    this.store = store;
    this.check = check;
    this.adopt = adopt;
    this.plan = plan;
  }

  /** Takes a finding, in whatever view the check has open. */
  void add(Finding finding) {
    waiting.add(finding);
    if (waiting.size() == BATCH) {
      plan();
    }
  }

  /**
   * Plans what is left.
   *
   * @return how many findings there are steps for
   */
  long end() {
    plan();
    return mended;
  }

  private void plan() {
    if (!waiting.isEmpty()) {
      store.transactions().read(this::plan);
      waiting.clear();
    }
  }

  private boolean plan(StoreConnection connection) throws SQLException {
    RepairSteps now =
        steps == null
            ? RepairSteps.begin(connection.sql(), adopt, plan::add)
            : steps.in(connection.sql());
    steps = now;
    for (Finding finding : waiting) {
      mended += check.mend(finding, now) ? 1 : 0;
    }
    return true;
  }
}
