package dev.atocore.integrity.checks.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the row of a memory says of itself besides its image: that its version and its newest entry
 * belong together, the hash by which duplicates are looked up, the storage class of each value.
 */
final class RowWitness {
  private RowWitness() {}

  /**
   * Tells what is wrong.
   *
   * @param row of the statements that look at rows
   * @param told the memories of which enough is told already
   */
  static void look(ResultSet row, Set<String> told, Findings findings) throws SQLException {
    String id = row.getString(1);
    if (told.contains(id)) {
      return;
    }
    String what = wrong(id, row);
    if (what != null) {
      findings.add(id, Details.of(what).with("memory_id", id));
    }
  }

  private static @Nullable String wrong(String id, ResultSet row) throws SQLException {
    if (row.getInt(7) != 0) {
      return "a value of its row has another storage class than AtoCore writes, so that searches miss it";
    }
    ByteString head = ByteString.copyOf(row.getBytes(3));
    if (!Arrays.equals(row.getBytes(4), DigestedTable.ofMemory(id, row.getLong(2), head))) {
      return "its row was put back to an earlier entry, or its digest was changed: newer entries may be gone";
    }
    String content = new String(row.getBytes(5), UTF_8);
    String hash = row.getString(6);
    if (hash == null || !ContentHash.isOfStatement(hash, content)) {
      return "its content_hash is not of its content, so that duplicates of it are missed";
    }
    return null;
  }
}
