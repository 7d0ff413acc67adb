package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;

/** Active memories that somebody should have looked at by now. */
public final class ReviewOverdue extends BuiltInCheck {
  public ReviewOverdue() {
    super(
        "review-overdue",
        Severity.INFO,
        "active memories past their review_by",
        "atocore memory triage --reviews");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        MemoryCheckSql.REVIEW_OVERDUE,
        (connection, row) ->
            findings.add(
                row.getString(1),
                Details.of("was to be reviewed by " + row.getString(3))
                    .with("memory_id", row.getString(1))
                    .with("project", row.getString(2))
                    .with("review_by", row.getString(3))),
        Times.format(context.now()));
  }
}
