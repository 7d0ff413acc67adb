package dev.atocore.integrity;

import static dev.atocore.core.jooq.Tables.SOURCE_CHUNKS;
import static dev.atocore.core.jooq.Tables.SOURCE_DOCUMENTS;
import static dev.atocore.integrity.Sql.SQL;

import dev.atocore.alerts.Severity;
import java.sql.Connection;
import java.sql.SQLException;

/** Chunks of a document that is not there: half of a deletion. */
final class OrphanSourceChunk extends BuiltInCheck {
  static final String MISSING =
      Sql.text(
          SQL.select(SOURCE_CHUNKS.DOCUMENT_ID)
              .from(SOURCE_CHUNKS)
              .except(SQL.select(SOURCE_DOCUMENTS.ID).from(SOURCE_DOCUMENTS))
              .orderBy(1));

  private static final String CHUNKS =
      Sql.text(
          SQL.select(SOURCE_CHUNKS.ID, SOURCE_CHUNKS.ORDINAL)
              .from(SOURCE_CHUNKS)
              .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(Sql.TEXT))
              .orderBy(SOURCE_CHUNKS.ORDINAL));

  private static final String LATELY =
      "SELECT DISTINCT s.document_id FROM source_chunks s WHERE s.seq > ?"
          + " AND NOT EXISTS (SELECT 1 FROM source_documents d WHERE d.id = s.document_id)";

  OrphanSourceChunk() {
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
    context.read(
        connection -> {
          if (since == null) {
            Rows.forEach(
                connection, MISSING, row -> chunksOf(connection, row.getString(1), findings));
          } else {
            Rows.forEach(
                connection,
                LATELY,
                row -> chunksOf(connection, row.getString(1), findings),
                since.chunkSeq());
          }
          return true;
        });
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
