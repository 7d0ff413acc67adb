package dev.atocore.integrity.checks.reference;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.Mark;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.Slices;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import java.sql.Connection;
import java.sql.SQLException;

/** Chunks of a document that is not there: half of a deletion. */
public final class OrphanSourceChunk extends BuiltInCheck implements RepairableCheck {
  /** All at once: what the check asks for piece by piece. */
  public static final String MISSING =
      "select source_chunks.document_id from source_chunks"
          + " except select source_documents.id from source_documents order by 1";

  public static final String CHUNKS =
      "select source_chunks.id, source_chunks.ordinal from source_chunks"
          + " where source_chunks.document_id = ? order by source_chunks.ordinal";

  private static final String LATELY =
      "SELECT DISTINCT s.document_id FROM source_chunks s NOT INDEXED WHERE s.seq > ?"
          + " AND NOT EXISTS (SELECT 1 FROM source_documents d WHERE d.id = s.document_id)";

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
    context.read(
        connection -> {
          Rows.forEach(
              connection,
              LATELY,
              row -> chunksOf(connection, row.getString(1), findings),
              since.chunkSeq());
          return true;
        });
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    return steps.add(RepairAction.QUARANTINE, finding.details().text("document_id"));
  }

  private static void chunksOf(Connection connection, String document, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        CHUNKS,
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
