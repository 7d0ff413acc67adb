package dev.atocore.integrity.checks.reference;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Memories that cite a chunk that is not there: no one can say any more where they come from. */
public final class DanglingSourceChunk extends BuiltInCheck implements RepairableCheck {
  public DanglingSourceChunk() {
    super(
        "dangling-source-chunk",
        Severity.WARNING,
        "memories whose source chunk does not exist",
        "atocore integrity repair --check dangling-source-chunk, or ingest the source again");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since == null) {
      Slices.forEachOrphan(
          context,
          "source_chunk_id",
          "memories",
          "source_chunks",
          (connection, chunk) -> memoriesOf(connection, chunk, findings));
      Rows.forEach(
          context,
          ReferenceSql.DANGLING_FURTHER,
          (connection, row) -> tell(row, row.getString(3), findings));
      return;
    }
    Rows.forEach(
        context,
        ReferenceSql.DANGLING_LATELY,
        (connection, row) -> tell(row, row.getString(3), findings),
        since.entryId());
    Rows.forEach(
        context,
        ReferenceSql.DANGLING_FURTHER_LATELY,
        (connection, row) -> tell(row, row.getString(3), findings),
        since.entryId());
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.CLEAR_SOURCE_CHUNK, finding.subject());
  }

  private static void memoriesOf(Connection connection, String chunk, Findings findings)
      throws SQLException {
    // Some programs write an empty text for none.
    if (!chunk.isEmpty()) {
      Rows.forEach(connection, ReferenceSql.CITING, row -> tell(row, chunk, findings), chunk);
    }
  }

  private static void tell(ResultSet row, String chunk, Findings findings) throws SQLException {
    findings.add(
        row.getString(1),
        Details.of("its source chunk does not exist")
            .with("memory_id", row.getString(1))
            .with("status", row.getString(2))
            .with("source_chunk_id", chunk));
  }
}
