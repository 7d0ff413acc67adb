package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Mark;
import dev.atocore.integrity.check.Ranges;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.SqliteShapes;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Values that AtoCore never writes: unknown words, numbers out of range, times out of order. */
public final class DomainViolation extends BuiltInCheck {
  public DomainViolation() {
    super(
        "domain-violation",
        Severity.WARNING,
        "memories with values out of their range: words, numbers, order of times",
        "atocore integrity repair --check memory-drift, or atocore memory revert MEMORY_ID --to-version N");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      context.read(
          connection -> {
            Rows.forEach(
                connection,
                SqliteShapes.OUT_OF_DOMAIN_LATELY,
                row -> found(row, findings),
                since.entryId());
            return true;
          });
      return;
    }
    Ranges.forEachRow(
        context,
        "seq",
        "memories",
        Ranges.START,
        SqliteShapes.OUT_OF_DOMAIN_BETWEEN,
        (connection, row) -> found(row, findings));
  }

  private static void found(ResultSet row, Findings findings) throws SQLException {
    String fields = row.getString(2).strip();
    findings.add(
        row.getString(1),
        Details.of("out of range: " + fields)
            .with("memory_id", row.getString(1))
            .with("fields", fields));
  }
}
