package dev.atocore.integrity.mend;

import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a row looks like, such that no two different rows look alike. */
@FunctionalInterface
interface RowImage {
  /** Every column of a memory as a literal. Each of its changes leaves an entry. */
  RowImage MEMORY =
      new RowImage() {
        @Override
        public String of(SqlConnection connection, String subject) throws SQLException {
          return text(connection, MendSql.MEMORY, subject);
        }

        @Override
        public boolean isMended(SqlConnection connection, RepairStep step, String request)
            throws SQLException {
          return !text(connection, MendSql.MENDED_UNDER, step.subject(), request).isEmpty();
        }

        @Override
        public boolean mendsMany() {
          return false;
        }
      };

  /** A row with a digest, which goes when the row is accepted. */
  RowImage DIGESTED =
      new RowImage() {
        @Override
        public String of(SqlConnection connection, String subject) throws SQLException {
          return DigestedRow.image(connection, subject);
        }

        @Override
        public boolean isMended(SqlConnection connection, RepairStep step, String request)
            throws SQLException {
          return DigestedRow.isAccepted(connection, step.subject());
        }

        @Override
        public boolean mendsMany() {
          return false;
        }
      };

  /** Of what is made anew from what is there, whatever that is. */
  RowImage NONE = (connection, subject) -> "";

  /** The row with that name; empty when there is none. */
  String of(SqlConnection connection, String subject) throws SQLException;

  /**
   * Whether the row is no more as planned because the step was made before: as it is here, because
   * it is there now.
   *
   * @param request the request id of the entries that the repair leaves
   */
  default boolean isMended(SqlConnection connection, RepairStep step, String request)
      throws SQLException {
    return step.rowHash().isEmpty() && !of(connection, step.subject()).isEmpty();
  }

  /** Whether one step may mend several findings. */
  default boolean mendsMany() {
    return true;
  }

  /** The row that a statement finds, as it is there or is not. */
  static RowImage of(MendSql sql) {
    return (connection, subject) -> text(connection, sql, subject);
  }

  private static String text(SqlConnection connection, MendSql sql, String... values)
      throws SQLException {
    PreparedStatement select = connection.prepare(sql);
    for (int i = 0; i < values.length; i++) {
      select.setString(i + 1, values[i]);
    }
    StringBuilder text = new StringBuilder();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        text.append(rows.getString(1));
      }
    }
    return text.toString();
  }
}
