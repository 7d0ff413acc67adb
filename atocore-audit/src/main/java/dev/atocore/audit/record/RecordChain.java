package dev.atocore.audit.record;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is said beside the log, of erasures and of lost entries, as far as it is chained: each
 * record names the hash of the one before, and the log counts them. A row that somebody put there
 * by hand, changed or took away is told, and is not believed.
 *
 * @param erasures the erasures that are chained, in the order in which they were put on record
 * @param redacted through which version the entries of a memory were redacted
 * @param gaps the lost entries and acknowledgements that are chained, in that order too
 * @param problems what is not as it was put on record
 * @param hashes the hashes that the records give as they are now, by their numbers
 */
public record RecordChain(
    List<Erasure> erasures,
    Map<String, Long> redacted,
    List<AuditGap> gaps,
    List<RecordProblem> problems,
    Map<Long, ByteString> hashes) {
  /** Copies the lists. */
  public RecordChain {
    erasures = List.copyOf(erasures);
    redacted = Map.copyOf(redacted);
    gaps = List.copyOf(gaps);
    problems = List.copyOf(problems);
    hashes = Map.copyOf(hashes);
  }

  /**
   * That of the log behind a connection.
   *
   * @throws AuditException with the code {@code audit_unreadable}
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static RecordChain read(SqlConnection connection) {
    return RecordReader.read(connection);
  }

  /** The hashes of records above a number, by their numbers, as they are stored. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static Map<Long, ByteString> hashesAfter(SqlConnection connection, long id, int limit) {
    Map<Long, ByteString> found = new TreeMap<>();
    try (PreparedStatement select = new Query(RecordSql.AFTER, id, limit).prepare(connection);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ByteString hash = Columns.bytes(rows, 5);
        found.put(rows.getLong(1), hash == null ? ByteString.wrap(new byte[0]) : hash);
      }
    } catch (SQLException e) {
      throw AuditException.unreadable(e);
    }
    return found;
  }

  /** Whether the bodies of that version may be gone for good. */
  public boolean coversRedacted(String memoryId, long version) {
    return redacted.getOrDefault(memoryId, 0L) >= version;
  }

  /** Whether the bodies of that entry may be in an archive. */
  public boolean coversPruned(long entryId, String timestamp) {
    return erasures.stream()
        .anyMatch(
            erasure ->
                erasure instanceof Erasure.Pruning pruning && pruning.covers(entryId, timestamp));
  }
}
