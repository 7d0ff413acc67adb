package dev.atocore.integrity.checks.postgres;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.DigestedRow;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows that are not what AtoCore wrote, although no honest statement has changed them. */
public final class RowsDamaged extends BuiltInCheck implements RepairableCheck {
  private static final String TABLES =
      "SELECT relname FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace)"
          + " AND relkind = 'r'";

  /** Numbers that the server gives, as far as the login may see the last one. */
  private static final String NUMBERED =
      "SELECT t.relname, a.attname, pg_get_serial_sequence(CAST(CAST(t.oid AS regclass) AS text),"
          + " a.attname) FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid"
          + " WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind = 'r'"
          + " AND a.attidentity <> '' AND NOT a.attisdropped AND has_sequence_privilege("
          + "pg_get_serial_sequence(CAST(CAST(t.oid AS regclass) AS text), a.attname), 'SELECT')"
          + " ORDER BY 1";

  public RowsDamaged() {
    super(
        "row-damaged",
        Severity.CRITICAL,
        "rows whose digest is not of what they say, and numbers of chunks that would come back",
        "restore a backup; or atocore source remove DOCUMENT_ID and ingest it again, atocore state"
            + " set, or accept the row with atocore integrity repair --check row-damaged --adopt;"
            + " numbers: SELECT setval(SEQUENCE, LARGEST)",
        Capability.SERVER);
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Set<String> there = new HashSet<>();
    Rows.forEach(context, TABLES, (connection, row) -> there.add(row.getString(1)));
    for (DigestedTable table : DigestedTable.values()) {
      // schema-altered tells of one that is missing.
      if (there.contains(table.table())) {
        if (table.isLarge() && !context.mayReadAll()) {
          findings.note(DigestedRow.ONLY_IN_FULL);
        } else {
          Rows.forEach(context, rows(table), (connection, row) -> look(table, row, findings));
        }
      }
    }
    numbers(context, findings);
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return DigestedRow.mend(finding, finding.details().text("ctid"), steps);
  }

  private static void look(DigestedTable table, ResultSet row, Findings findings)
      throws SQLException {
    if (table.ofTyped(row) == DigestedTable.Verdict.DAMAGED) {
      findings.add(
          DigestedRow.subject(table, row),
          DigestedRow.named(
              table,
              row,
              Details.of("a value of " + table.table() + " is not what AtoCore wrote")
                  .with("table", table.table())
                  .with("ctid", row.getString("place"))));
    }
  }

  private static void numbers(CheckContext context, Findings findings) {
    List<String[]> columns = new ArrayList<>();
    Rows.forEach(
        context,
        NUMBERED,
        (connection, row) ->
            columns.add(new String[] {row.getString(1), row.getString(2), row.getString(3)}));
    for (String[] column : columns) {
      context.read(
          connection -> {
            number(connection, column, findings);
            return true;
          });
    }
  }

  private static void number(Connection connection, String[] column, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        last(column[0], column[1], column[2]),
        row ->
            findings.add(
                "sequence/" + column[0],
                Details.of(
                        "the last number given in "
                            + column[0]
                            + " is kept as "
                            + row.getLong(1)
                            + ", the largest there is "
                            + row.getLong(2))
                    .with("table", column[0])
                    .with("sequence", column[2])));
  }

  /** In one cursor: the server keeps the view without any log growing beside readers. */
  private static String rows(DigestedTable table) {
    String numbered = table.keys() == 0 ? ", id AS rowid" : "";
    return "SELECT row_digest, "
        + String.join(", ", table.columns())
        + ", CAST(ctid AS text) AS place"
        + numbered
        + " FROM "
        + table.table();
  }

  /** A row where the sequence is behind the largest number. */
  private static String last(String table, String column, String sequence) {
    return "SELECT s.last_value, t.largest FROM "
        + sequence
        + " s, (SELECT max("
        + column
        + ") AS largest FROM "
        + table
        + ") t WHERE t.largest > CASE WHEN s.is_called THEN s.last_value ELSE s.last_value - 1 END";
  }
}
