package dev.atocore.integrity.checks;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.KeyRanges;
import dev.atocore.integrity.check.Mark;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.SqliteShapes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Memories drawn from a chunk that is not there: no one can say any more where they come from. */
public final class DanglingSourceChunk extends BuiltInCheck {
  /** All at once: what the check asks for piece by piece. */
  public static final String MISSING =
      "select memories.source_chunk_id from memories where memories.source_chunk_id > ''"
          + " except select source_chunks.id from source_chunks order by 1";

  public static final String CITING =
      "select memories.id, memories.status from memories where memories.source_chunk_id = ?"
          + " order by memories.seq";

  private static final String LATELY =
      "SELECT m.id, m.status, m.source_chunk_id FROM memories m WHERE m.source_chunk_id > '' AND m.id IN "
          + SqliteShapes.CHANGED
          + " AND NOT EXISTS (SELECT 1 FROM source_chunks s WHERE s.id = m.source_chunk_id)";

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
      KeyRanges.forEach(
          context,
          "source_chunk_id",
          "memories",
          (connection, range) ->
              Rows.forEach(
                  connection,
                  SqliteShapes.withoutParent("source_chunk_id", "memories", "source_chunks", range),
                  row -> memoriesOf(connection, row.getString(1), findings),
                  range.values(2)));
      return;
    }
    context.read(
        connection -> {
          Rows.forEach(
              connection, LATELY, row -> tell(row, row.getString(3), findings), since.entryId());
          return true;
        });
  }

  private static void memoriesOf(Connection connection, String chunk, Findings findings)
      throws SQLException {
    // Some programs write an empty text for none.
    if (!chunk.isEmpty()) {
      Rows.forEach(connection, CITING, row -> tell(row, chunk, findings), chunk);
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
