package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Replacements that lead nowhere: whoever follows them does not reach a memory in force. */
public final class SupersedeBroken extends BuiltInCheck {
  public SupersedeBroken() {
    super(
        "supersede-broken",
        Severity.WARNING,
        "replacements whose target is missing or not set, that run in a circle, or that do not"
            + " match the status",
        "atocore memory revert MEMORY_ID --to-version N, to the last version that was right");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      Rows.forEach(
          context,
          SupersedeSql.SUPERSEDED_LATELY,
          (connection, row) -> lately(row, findings),
          since.entryId());
      return;
    }
    context.read(
        connection -> {
          Rows.forEach(
              connection,
              SupersedeSql.SUCCESSORS_MISSING,
              row -> missing(connection, row.getString(1), findings));
          Rows.forEach(
              connection,
              SupersedeSql.SUCCESSOR_NOT_SET,
              row ->
                  findings.add(
                      row.getString(1),
                      problem("not_set", "is superseded, but by nothing", row.getString(1))));
          Rows.forEach(
              connection,
              SupersedeSql.NOT_SUPERSEDED,
              row ->
                  findings.add(
                      row.getString(1),
                      problem(
                              "not_superseded",
                              "names a successor, but is not superseded",
                              row.getString(1))
                          .with("status", row.getString(2))
                          .with("superseded_by", row.getString(3))));
          try (SupersedeChain chain = new SupersedeChain(connection)) {
            Rows.forEach(
                connection,
                SupersedeSql.CYCLE_STARTS,
                row -> chain.follow(row.getString(1), row.getLong(2), findings));
          }
          return true;
        });
  }

  private static void lately(ResultSet row, Findings findings) throws SQLException {
    String id = row.getString(1);
    String target = row.getString(3);
    if (target == null || target.isEmpty()) {
      findings.add(id, problem("not_set", "is superseded, but by nothing", id));
    } else if (row.getString(4) == null) {
      findings.add(
          id,
          problem("missing_target", "its successor does not exist", id)
              .with("superseded_by", target));
    } else {
      findings.add(
          id,
          problem("not_superseded", "names a successor, but is not superseded", id)
              .with("status", row.getString(2))
              .with("superseded_by", target));
    }
  }

  private static void missing(Connection connection, String target, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        SupersedeSql.SUPERSEDED_BY,
        row ->
            findings.add(
                row.getString(1),
                problem("missing_target", "its successor does not exist", row.getString(1))
                    .with("superseded_by", target)),
        target);
  }

  private static Details problem(String problem, String message, String memoryId) {
    return Details.of(message).with("memory_id", memoryId).with("problem", problem);
  }
}
