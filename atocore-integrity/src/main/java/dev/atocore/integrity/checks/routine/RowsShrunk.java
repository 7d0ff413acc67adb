package dev.atocore.integrity.checks.routine;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.history.History;
import dev.atocore.integrity.history.Night;
import java.util.Map;

/** Tables that only ever grow, with fewer rows than the last run counted. */
public final class RowsShrunk extends BuiltInCheck {
  /** Fewer than that are told row by row, by memory-drift and audit-gap. */
  private static final long MANY = 20;

  private static final long PERCENT = 5;

  public RowsShrunk() {
    super(
        "rows-shrunk",
        Severity.WARNING,
        "many fewer memories, audit entries or projects than at the last run",
        "atocore db verify-backup on the last backup, and find out who deleted rows");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Night last = new History(context.store()).lastRun();
    Map<String, Long> now = context.rows().byTable();
    if (last == null) {
      return;
    }
    for (Map.Entry<String, Long> before : last.rows().entrySet()) {
      Long rows = now.get(before.getKey());
      if (rows != null && isMany(before.getValue() - rows, before.getValue())) {
        findings.add(
            before.getKey(),
            Details.of(
                    (before.getValue() - rows)
                        + " rows of "
                        + before.getKey()
                        + " are gone since the last run")
                .with("table", before.getKey())
                .with("rows", rows)
                .with("rows_before", before.getValue())
                .with("last_run", last.startedAt()));
      }
    }
  }

  private static boolean isMany(long gone, long of) {
    return gone > MANY && gone * 100 > of * PERCENT;
  }
}
