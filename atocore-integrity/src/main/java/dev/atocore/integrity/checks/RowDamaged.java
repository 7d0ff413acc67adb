package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Ranges;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.SqliteShapes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows that are not what AtoCore wrote, although no statement has changed them. */
public final class RowDamaged extends BuiltInCheck {
  public RowDamaged() {
    super(
        "row-damaged",
        Severity.CRITICAL,
        "rows whose digest is not of what they say, and numbers of chunks that would come back",
        "restore a backup; or atocore source remove DOCUMENT_ID and ingest it again, atocore state set, or accept the"
            + " row with atocore integrity repair --check row-damaged --adopt");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    List<String> there = context.read(SqliteShapes::tables);
    for (DigestedTable table : DigestedTable.values()) {
      if (!there.contains(table.table())) {
        // schema-altered tells that it is missing.
        continue;
      }
      if (isLarge(table) && !context.mayReadAll()) {
        findings.note(
            "documents, chunks and the sealed tree of a store this large are looked at in a full run only");
      } else {
        look(context, table, findings);
      }
    }
    if (there.contains(DigestedTable.SOURCE_CHUNKS.table())) {
      numbers(context, findings);
    }
  }

  private static void numbers(CheckContext context, Findings findings) {
    context.read(
        connection -> {
          Rows.forEach(
              connection,
              SqliteShapes.NUMBERS_THAT_COME_BACK,
              row ->
                  findings.add(
                      "sqlite_sequence/" + row.getString(1),
                      Details.of(
                              "the last number given in "
                                  + row.getString(1)
                                  + " is kept as "
                                  + row.getString(2)
                                  + ", the largest there is "
                                  + row.getString(3))
                          .with("table", "sqlite_sequence")));
          return true;
        });
  }

  /** Whether its size is that of the sources or of the log. */
  private static boolean isLarge(DigestedTable table) {
    return switch (table) {
      case SOURCE_DOCUMENTS, SOURCE_CHUNKS, AUDIT_TILE -> true;
      case PROJECTS, PROJECT_STATE, SCHEMA_MIGRATIONS, AUDIT_ERASURES, AUDIT_GAPS, AUDIT_SEALED ->
          false;
    };
  }

  private static void look(CheckContext context, DigestedTable table, Findings findings) {
    Ranges.forEach(
        context,
        "rowid",
        table.table(),
        Ranges.START,
        (connection, after, upTo) ->
            Rows.forEach(
                connection,
                SqliteShapes.digestedRows(table),
                row -> {
                  if (table.verdict(row) == DigestedTable.Verdict.DAMAGED) {
                    damaged(table, row, findings);
                  }
                },
                after,
                upTo));
  }

  private static void damaged(DigestedTable table, ResultSet row, Findings findings)
      throws SQLException {
    StringBuilder subject = new StringBuilder(table.table());
    for (String key : table.columns().subList(0, table.keys())) {
      subject.append('/').append(row.getString(key));
    }
    if (table.keys() == 0) {
      subject.append('/').append(row.getLong("rowid"));
    }
    Details details =
        Details.of("a value of " + table.table() + " is not what AtoCore wrote")
            .with("table", table.table())
            .with("rowid", row.getLong("rowid"));
    findings.add(
        subject.toString(),
        switch (table) {
          case PROJECTS -> details.with("project", row.getString("id"));
          case PROJECT_STATE -> details.with("project", row.getString("project"));
          case SOURCE_DOCUMENTS -> details.with("document_id", row.getString("id"));
          case SOURCE_CHUNKS ->
              details
                  .with("document_id", row.getString("document_id"))
                  .with("chunk_id", row.getString("id"));
          case SCHEMA_MIGRATIONS, AUDIT_ERASURES, AUDIT_GAPS, AUDIT_TILE, AUDIT_SEALED -> details;
        });
  }
}
