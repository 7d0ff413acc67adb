package dev.atocore.integrity.mend;

import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** What a row looks like, such that no two different rows look alike. */
@FunctionalInterface
interface RowImage {
  /** Every column of a memory as a literal. */
  RowImage MEMORY = of(MendSql.MEMORY);

  /** Of what is made anew from what is there, whatever that is. */
  RowImage NONE = (connection, subject) -> "";

  /** The row with that name; empty when there is none. */
  String of(Connection connection, String subject) throws SQLException;

  static RowImage of(MendSql sql) {
    return (connection, subject) -> {
      StringBuilder image = new StringBuilder();
      Rows.forEach(connection, sql, row -> image.append(row.getString(1)), subject);
      return image.toString();
    };
  }
}
