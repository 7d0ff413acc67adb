package dev.atocore.core.source;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.text.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The next chunks that are to be held against the memories, by the projects of their documents.
 * Holds a number for each, and the texts of one batch at a time.
 */
final class NewChunks {
  /** So many at once. */
  static final int MOST = 100_000;

  /** A batch has about so many characters. */
  private static final int BATCH_CHARACTERS = 4_000_000;

  private static final int BATCH = 5_000;

  private final NavigableMap<@Nullable String, List<Long>> byProject =
      new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));
  private long count;
  private long last;

  private NewChunks() {}

  /** Those that were begun with, if any were, and the next otherwise. */
  static NewChunks read(
      StoreConnection connection,
      ChunkProgress progress,
      @Nullable Instant since,
      @Nullable Long upTo)
      throws SQLException {
    NewChunks chunks = new NewChunks();
    Query query =
        new Query(SourceSql.CHUNK_PLACES)
            .and(SourceSql.CHUNKS_AFTER, progress.counted())
            .andIf(SourceSql.CHUNKS_UP_TO, upTo)
            .andIf(SourceSql.CHUNKS_SINCE, since == null ? null : Times.format(since))
            .then(progress.begun() ? Long.MAX_VALUE : MOST);
    try (PreparedStatement select = query.prepare(connection.sql());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        chunks.last = rows.getLong(1);
        chunks.count++;
        chunks
            .byProject
            .computeIfAbsent(rows.getString(2), k -> new ArrayList<>())
            .add(chunks.last);
      }
    }
    return chunks;
  }

  long count() {
    return count;
  }

  /** The number of the last one. */
  long last() {
    return last;
  }

  /** The projects, no project first, in the order in which they are worked through. */
  Iterable<@Nullable String> projects() {
    return byProject.keySet();
  }

  /**
   * The next chunks of a project, as many as fit.
   *
   * @param after those with greater numbers
   * @param upTo up to that one, whatever fits; 0 for as many as fit
   */
  List<SourceChunk> batch(
      StoreConnection connection, @Nullable String project, long after, long upTo)
      throws SQLException {
    List<SourceChunk> batch = new ArrayList<>();
    long characters = 0;
    for (long seq : byProject.getOrDefault(project, List.of())) {
      if (seq > after && (upTo == 0 || seq <= upTo)) {
        if (upTo == 0 && (characters >= BATCH_CHARACTERS || batch.size() >= BATCH)) {
          break;
        }
        SourceTable.forEachChunk(connection, new Query(SourceSql.CHUNK_AT, seq), batch::add);
        characters += batch.isEmpty() ? 0 : batch.get(batch.size() - 1).content().length();
      }
    }
    return batch;
  }
}
