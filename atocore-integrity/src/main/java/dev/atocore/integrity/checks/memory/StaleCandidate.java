package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.sql.SQLException;
import java.time.Duration;

/** Candidates that {@code memory expire} should have rejected: the nightly job does not do it. */
public final class StaleCandidate extends BuiltInCheck implements RepairableCheck {
  /** The default of {@code memory expire}. */
  static final Duration MAX_AGE = Duration.ofDays(14);

  public StaleCandidate() {
    super(
        "stale-candidate",
        Severity.WARNING,
        "candidates older than 14 days that were never reinforced",
        "atocore integrity repair --check stale-candidate, and look why memory expire does not"
            + " run");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    String oldest = Times.format(context.now().minus(MAX_AGE));
    Slices.forEach(
        context,
        "seq",
        "memories",
        Slices.START,
        (connection, after, upTo) ->
            Rows.forEach(
                connection,
                MemoryCheckSql.STALE_CANDIDATES,
                row ->
                    findings.add(
                        row.getString(1),
                        Details.of("waits for review since " + row.getString(3))
                            .with("memory_id", row.getString(1))
                            .with("project", row.getString(2))
                            .with("created_at", row.getString(3))),
                after,
                upTo,
                oldest));
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.REJECT, finding.subject());
  }
}
