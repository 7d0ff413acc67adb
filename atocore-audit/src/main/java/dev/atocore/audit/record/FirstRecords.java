package dev.atocore.audit.record;

import dev.atocore.audit.extent.ExtentTable;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.AuditRecords.Kind;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts and chains what was there before the log did: in the order of time, so that a log whose
 * schema went back and up again has the same records as before.
 */
final class FirstRecords {
  private FirstRecords() {}

  /** After the step of the schema that made their tables, in its transaction. */
  static void make(SqlConnection connection) throws SQLException {
    new ExtentTable(connection).begin(new EntryTable(connection).countAnew());
    List<Row> rows = new ArrayList<>();
    read(connection, Kind.ERASURE, ErasureSql.ALL, rows);
    read(connection, Kind.GAP, GapSql.ALL, rows);
    rows.sort(Comparator.comparing(Row::at));
    AuditRecords records = new AuditRecords(connection);
    for (Row row : rows) {
      records.append(row.kind(), row.values());
    }
  }

  private static void read(SqlConnection connection, Kind kind, Sql all, List<Row> found)
      throws SQLException {
    try (PreparedStatement select = connection.prepareAnew(all);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String at = Columns.textOrEmpty(rows, kind.columns());
        found.add(new Row(kind, at, Columns.stored(rows, kind.columns() + 1)));
      }
    }
  }

  private record Row(Kind kind, String at, List<@Nullable Object> values) {}
}
