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
import java.sql.SQLException;

/** Chunks of a document that is not there: half of a deletion. */
public final class OrphanSourceChunk extends BuiltInCheck implements RepairableCheck {
  public OrphanSourceChunk() {
    super(
        "orphan-source-chunk",
        Severity.WARNING,
        "source chunks whose document does not exist",
        "atocore integrity repair --check orphan-source-chunk, or ingest the document again");
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
          "document_id",
          "source_chunks",
          "source_documents",
          (connection, document) -> chunksOf(connection, document, findings));
      return;
    }
    Rows.forEach(
        context,
        ReferenceSql.ORPHANS_LATELY,
        (connection, row) -> chunksOf(connection, row.getString(1), findings),
        since.chunkSeq());
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.QUARANTINE, finding.details().text("document_id"));
  }

  private static void chunksOf(Connection connection, String document, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        ReferenceSql.CHUNKS_OF,
        row ->
            findings.add(
                row.getString(1),
                Details.of("its document does not exist")
                    .with("chunk_id", row.getString(1))
                    .with("document_id", document)
                    .with("ordinal", row.getLong(2))),
        document);
  }
}
