package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A check that is one query, each row of which is a finding. */
abstract class QueryCheck extends BuiltInCheck {
  private final String sql;
  private final String lately;

  /**
   * A check.
   *
   * @param sql finds everything
   * @param lately finds what is wrong with memories that entries after the {@code ?} are about;
   *     empty when the check does not look at news
   */
  QueryCheck(
      String id,
      Severity severity,
      Cost cost,
      String finds,
      String mend,
      String sql,
      String lately) {
    super(id, severity, cost, finds, mend);
    this.sql = sql;
    this.lately = lately;
  }

  @Override
  public final boolean looksAtNews() {
    return !lately.isEmpty();
  }

  @Override
  public final void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    context.read(
        connection -> {
          if (since == null || lately.isEmpty()) {
            Rows.forEach(connection, sql, row -> found(row, findings));
          } else {
            Rows.forEach(connection, lately, row -> found(row, findings), since.entryId());
          }
          return true;
        });
  }

  abstract void found(ResultSet row, Findings findings) throws SQLException;
}
