package dev.atocore.core.erase;

import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.memory.VectorTable;
import dev.atocore.core.model.Memory;
import dev.atocore.core.text.ContentHash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes the text out of a chunk. Its row and its id stay, so that citations lead somewhere. */
final class ChunkErasure {
  private ChunkErasure() {}

  /** Erases it, and gives what it said; null when there is no such chunk or it says no more. */
  static @Nullable String erase(StoreConnection connection, String id) throws SQLException {
    PreparedStatement select = connection.prepare(ChunkSql.STORED);
    select.setString(1, id);
    String hash = ContentHash.of(Memory.REDACTED);
    String content;
    byte[] digest;
    try (ResultSet row = select.executeQuery()) {
      if (!row.next() || Memory.REDACTED.equals(row.getString("content"))) {
        return null;
      }
      content = row.getString("content");
      digest =
          DigestedTable.digestAfter(
              DigestedTable.SOURCE_CHUNKS.verdict(row),
              DigestedTable.SOURCE_CHUNKS.digest(
                  id,
                  row.getString("document_id"),
                  row.getLong("ordinal"),
                  hash,
                  row.getString("created_at")));
    }
    PreparedStatement update = connection.prepare(ChunkSql.ERASE);
    update.setString(1, Memory.REDACTED);
    update.setString(2, hash);
    update.setBytes(3, digest);
    update.setString(4, id);
    update.executeUpdate();
    VectorTable.forgetSource(connection, id);
    return content;
  }
}
