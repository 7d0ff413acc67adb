package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A check that is one query, each row of which is a finding. */
abstract class QueryCheck extends BuiltInCheck {
  private final String sql;

  QueryCheck(String id, Severity severity, Cost cost, String finds, String mend, String sql) {
    super(id, severity, cost, finds, mend);
    this.sql = sql;
  }

  @Override
  public final void run(CheckContext context, Findings findings) {
    context.read(
        connection -> {
          Rows.forEach(connection, sql, row -> found(row, findings));
          return true;
        });
  }

  abstract void found(ResultSet row, Findings findings) throws SQLException;
}
