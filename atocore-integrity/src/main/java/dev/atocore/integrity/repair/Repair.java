package dev.atocore.integrity.repair;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.change.MemoryRepairs;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.store.Capability;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.history.BackupRecord;
import dev.atocore.integrity.mend.RepairStep;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mends what a check found. A plan writes nothing; applying one makes a backup, looks again whether
 * every row is still as planned, and does all of it in one transaction or nothing. Thread-safe.
 */
public final class Repair {
  /** Who the log says made the changes, unless told. */
  public static final String ACTOR = OwnActor.INTEGRITY_REPAIR.word();

  /** A plan is held in memory; what is beyond this is for the next one. */
  private static final int MOST_FINDINGS = 100_000;

  /** How old a backup may be that somebody else made. */
  private static final Duration RECENT = Duration.ofHours(24);

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
   * What mending the findings of that check would do.
   *
   * @param adopt whether the log is to take in what rows have become; if not, drifted rows are
   *     taken back to what the log says, and rows it does not know are left
   * @throws IntegrityException with the code {@code unknown_check} if there is no such check
   */
  public RepairPlan plan(String checkId, boolean adopt) {
    IntegrityCheck check = integrity.check(checkId);
    CheckContext context = new CheckContext(store, Instant.now(), true);
    Findings findings = new Findings(check, MOST_FINDINGS, Set.of());
    try {
      check.run(context, findings);
    } catch (SQLException e) {
      throw new IntegrityException(
          Kind.FAILED, "check_failed", "the check " + checkId + " failed: " + e.getMessage());
    }
    return context.read(
        connection -> {
          RepairSteps steps = new RepairSteps(connection, adopt);
          long mended = 0;
          for (Finding finding : findings.kept()) {
            boolean mends =
                check instanceof RepairableCheck repairable && repairable.mend(finding, steps);
            mended += mends ? 1 : 0;
          }
          return new RepairPlan(
              checkId, Times.format(context.now()), steps.all(), findings.count() - mended);
        });
  }

  /**
   * Does what the plan says, and looks again.
   *
   * @param actor who does it, for the log
   * @param max how many steps are allowed; null for 5 % of the memories, and never below 20
   * @throws IntegrityException with the code {@code blast_cap} if there are more, or {@code
   *     plan_stale} if a row has changed since the plan was made, or {@code no_backup} if the store
   *     makes none itself and nobody told of one; then nothing was done
   */
  public RepairReport apply(RepairPlan plan, String actor, @Nullable Integer max) {
    return apply(plan, actor, max, true);
  }

  /**
   * The same without a backup before it: every change is in the log, and nothing else takes it
   * back.
   */
  public RepairReport applyWithoutBackup(RepairPlan plan, String actor, @Nullable Integer max) {
    return apply(plan, actor, max, false);
  }

  private RepairReport apply(
      RepairPlan plan, String actor, @Nullable Integer max, boolean wantsBackup) {
    long allowed = max == null ? free() : max;
    if (plan.steps().size() > allowed) {
      throw new IntegrityException(
          Kind.REFUSED,
          "blast_cap",
          "the plan has "
              + plan.steps().size()
              + " steps, more than the "
              + allowed
              + " that are allowed; look at it, then allow them with --max "
              + plan.steps().size());
    }
    BackupRecord backup = null;
    if (!plan.steps().isEmpty()) {
      backup = wantsBackup ? backup() : null;
      Change change = Change.by(actor).note("repair of " + plan.checkId()).allowingDuplicate();
      store
          .memories()
          .repair(
              change,
              repairs -> {
                for (RepairStep step : plan.steps()) {
                  require(repairs, step);
                }
                for (RepairStep step : plan.steps()) {
                  step.action().apply(repairs, step);
                }
                return true;
              });
    }
    return new RepairReport(
        plan, backup, integrity.run(RunOptions.all().checks(List.of(plan.checkId()))));
  }

  /** Makes one beside the store, or goes by what the operator's own job has told of. */
  private BackupRecord backup() {
    if (store.capabilities().contains(Capability.BACKUP)) {
      Path file = backupFile();
      store.backup(file);
      return new BackupRecord(Times.format(Instant.now()), file.toString(), null);
    }
    return BackupRecord.since(store, Instant.now().minus(RECENT))
        .orElseThrow(
            () ->
                new IntegrityException(
                    Kind.REFUSED,
                    "no_backup",
                    "no backup of the last 24 hours is on record, and this store makes none itself;"
                        + " back it up and say 'atocore db backup-done', or add --no-backup"));
  }

  private static void require(MemoryRepairs repairs, RepairStep step) throws SQLException {
    String now = step.action().rowHash(repairs.connection(), step.subject(), step.target());
    if (!now.equals(step.rowHash())) {
      throw new IntegrityException(
          Kind.REFUSED,
          "plan_stale",
          "the row of \"" + step.subject() + "\" has changed since the plan was made; plan again");
    }
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
