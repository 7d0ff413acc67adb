package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.DigestedRow;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows that are not what AtoCore wrote, although no statement has changed them. */
public final class RowDamaged extends BuiltInCheck implements RepairableCheck {
  /**
   * Kept numbers that SQLite would not have kept: no number, less than one that a row has, or of no
   * table. Tables of other programs are left alone.
   */
  private static final String NUMBERS_THAT_COME_BACK =
      "SELECT 'source_chunks', coalesce(group_concat(s.seq), 'nothing'), c.last FROM"
          + " (SELECT max(seq) AS last FROM source_chunks) c"
          + " LEFT JOIN sqlite_sequence s ON s.name = 'source_chunks' WHERE c.last IS NOT NULL"
          + " GROUP BY c.last"
          + " HAVING count(s.name) <> 1 OR typeof(max(s.seq)) <> 'integer' OR max(s.seq) < c.last";

  public RowDamaged() {
    super(
        "row-damaged",
        Severity.CRITICAL,
        "rows whose digest is not of what they say, and numbers of chunks that would come back",
        "restore a backup with 'atocore db restore'; or atocore source remove DOCUMENT_ID and"
            + " ingest it again, atocore state set, or accept the row with atocore integrity repair"
            + " --check row-damaged --adopt",
        Capability.DIGESTED_ROWS);
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    List<String> there = context.read(Tables::of);
    for (DigestedTable table : DigestedTable.values()) {
      if (!there.contains(table.table())) {
        // schema-altered tells that it is missing.
        continue;
      }
      if (isLarge(table) && !context.mayReadAll()) {
        findings.note(
            "documents, chunks, evidence and the sealed tree of a store this large are looked at in"
                + " a full run only");
      } else {
        look(context, table, findings);
      }
    }
    if (there.contains(DigestedTable.SOURCE_CHUNKS.table())) {
      numbers(context, findings);
    }
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    if (!steps.adopt() || !(finding.details().values().get("rowid") instanceof Long number)) {
      return false;
    }
    String row = DigestedRow.name(finding.details().text("table"), number);
    return DigestedRow.of(row) != null && steps.add(RepairAction.ACCEPT_ROW, row);
  }

  private static void numbers(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        NUMBERS_THAT_COME_BACK,
        (connection, row) ->
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
  }

  /** Whether its size is that of the sources or of the log. */
  private static boolean isLarge(DigestedTable table) {
    return switch (table) {
      case SOURCE_DOCUMENTS, SOURCE_CHUNKS, MEMORY_EVIDENCE, AUDIT_TILE -> true;
      case PROJECTS,
          PROJECT_STATE,
          MEMORY_REFUSALS,
          SCHEMA_MIGRATIONS,
          AUDIT_ERASURES,
          AUDIT_GAPS,
          KEY_EVENTS,
          AUDIT_SEALED ->
          false;
    };
  }

  private static void look(CheckContext context, DigestedTable table, Findings findings) {
    Slices.forEach(
        context,
        "rowid",
        table.table(),
        Slices.START,
        (connection, after, upTo) ->
            Rows.forEach(
                connection,
                digestedRows(table),
                row -> {
                  switch (table.found(row)) {
                    case MISPLACED ->
                        damaged(table, row, "of the storage class that AtoCore writes", findings);
                    case DAMAGED -> damaged(table, row, "what AtoCore wrote", findings);
                    case SOUND, UNKNOWN -> {}
                  }
                },
                after,
                upTo));
  }

  private static void damaged(DigestedTable table, ResultSet row, String isNot, Findings findings)
      throws SQLException {
    StringBuilder subject = new StringBuilder(table.table());
    for (String key : table.columns().subList(0, table.keys())) {
      subject.append('/').append(row.getString(key));
    }
    if (table.keys() == 0) {
      subject.append('/').append(row.getLong("rowid"));
    }
    Details details =
        Details.of("a value of " + table.table() + " is not " + isNot)
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
          case MEMORY_EVIDENCE, MEMORY_REFUSALS ->
              details.with("memory_id", row.getString("memory_id"));
          case SCHEMA_MIGRATIONS,
              AUDIT_ERASURES,
              AUDIT_GAPS,
              KEY_EVENTS,
              AUDIT_TILE,
              AUDIT_SEALED ->
              details;
        });
  }

  /** The rows of that table in a range of their numbers, with what their digest tells. */
  private static String digestedRows(DigestedTable table) {
    return "SELECT "
        + table.placed()
        + ", rowid AS rowid, "
        + String.join(", ", table.columns())
        + " FROM "
        + table.table()
        + " WHERE rowid > ? AND rowid <= ? ORDER BY rowid";
  }
}
