package dev.atocore.integrity.repair;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.store.Capability;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.mend.RepairableCheck;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Mends what a check found. A plan writes nothing; applying one looks whether every row is still as
 * planned, makes a backup, and makes the steps in batches, each of them whole and so short that
 * others write in between. A repair that was cut off is finished by applying the same plan again.
 * Thread-safe.
 */
public final class Repair {
  /** Who the log says made the changes, unless told. */
  public static final String ACTOR = OwnActor.INTEGRITY_REPAIR.word();

  private static final int FREE_STEPS = 20;
  private static final int FREE_PERCENT = 5;

  private final MemoryStore store;
  private final Integrity integrity;

  /** Repairs of that store. Store and alerts stay the caller's to close. */
  public Repair(MemoryStore store, Alerts alerts) {
    this.store = store;
    this.integrity = Integrity.of(store, alerts);
  }

  /** Whether there are steps for findings of that check. */
  public static boolean mends(IntegrityCheck check) {
    return check instanceof RepairableCheck;
  }

  /**
   * What mending the findings of that check would do. The caller closes the plan.
   *
   * @param adopt whether the log is to take in what rows have become; if not, drifted rows are
   *     taken back to what the log says, and rows it does not know are left
   * @throws IntegrityException with the code {@code unknown_check} if there is no such check
   */
  public RepairPlan plan(String checkId, boolean adopt) {
    IntegrityCheck check = integrity.check(checkId);
    CheckContext context = new CheckContext(store, Instant.now(), true);
    StepFile steps = new StepFile();
    try {
      long left = plan(check, context, adopt, steps);
      return new RepairPlan(checkId, Times.format(context.now()), steps, left);
    } catch (SQLException e) {
      steps.close();
      throw new IntegrityException(
          Kind.FAILED, "check_failed", "the check " + checkId + " failed: " + e.getMessage());
    } catch (RuntimeException e) {
      steps.close();
      throw e;
    }
  }

  private long plan(IntegrityCheck check, CheckContext context, boolean adopt, StepFile steps)
      throws SQLException {
    if (!(check instanceof RepairableCheck repairable)) {
      Findings findings = new Findings(check, 0, Set.of());
      check.run(context, findings);
      return findings.count();
    }
    Planner planner = new Planner(store, repairable, adopt, steps);
    Findings findings = Findings.handedOver(check, planner::add);
    check.run(context, findings);
    return findings.count() - planner.end();
  }

  /**
   * Does what the plan says, and looks again.
   *
   * @param actor who does it, for the log
   * @param max how many steps are allowed; null for 5 % of the memories, and never below 20
   * @throws IntegrityException with the code {@code blast_cap} if there are more, or {@code
   *     plan_stale} if a row has changed since the plan was made; then nothing was done
   */
  public RepairReport apply(RepairPlan plan, String actor, @Nullable Integer max) {
    return apply(plan, actor, max, made -> {});
  }

  /**
   * The same, followed.
   *
   * @param progress told after each batch how many steps it has come through
   */
  public RepairReport apply(
      RepairPlan plan, String actor, @Nullable Integer max, LongConsumer progress) {
    long allowed = max == null ? free() : max;
    if (plan.size() > allowed) {
      throw new IntegrityException(
          Kind.REFUSED,
          "blast_cap",
          "the plan has "
              + plan.size()
              + " steps, more than the "
              + allowed
              + " that are allowed; look at it, then allow them with --max "
              + plan.size());
    }
    Path backup = null;
    RepairReport.Counts counts = RepairReport.Counts.NONE;
    if (plan.size() > 0) {
      if (!store.capabilities().contains(Capability.BACKUP)) {
        throw new IntegrityException(
            Kind.REFUSED,
            "not_offered",
            "a repair begins with a copy of the store, which is not made of one in PostgreSQL;"
                + " mend it by 'memory' commands");
      }
      Change change = Change.by(actor).note("repair of " + plan.checkId()).allowingDuplicate();
      Application application = new Application(store, plan, change);
      if (application.hasMore()) {
        backup = backupFile();
        store.backup(backup);
      }
      counts = application.run(progress);
    }
    return new RepairReport(
        plan, counts, backup, integrity.run(RunOptions.all().checks(List.of(plan.checkId()))));
  }

  private long free() {
    long memories = 0;
    for (long count : store.memories().countByStatus().values()) {
      memories += count;
    }
    return Math.max(FREE_STEPS, memories * FREE_PERCENT / 100);
  }

  private Path backupFile() {
    String time = Times.format(Instant.now()).replace(":", "");
    Path file = store.file().toAbsolutePath();
    return file.resolveSibling(file.getFileName() + ".before-repair-" + time + ".db");
  }
}
