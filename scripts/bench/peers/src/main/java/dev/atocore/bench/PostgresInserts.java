package dev.atocore.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows and entries of an import, byte for byte, written by pgjdbc in batches of a thousand:
 * {@code addBatch} and {@code executeBatch}, a commit each. They are read from a store that AtoCore
 * has finished. No COPY, no search for duplicates, no hash, no JSON.
 */
final class PostgresInserts implements Task {
  private static final int BATCH = 1000;
  private static final String MEMORY =
      "id, type, content, content_hash, project, status, confidence, reference_count,"
          + " last_referenced_at, source_chunk_id, superseded_by, version, audit_head, created_at,"
          + " updated_at, row_digest, user_id, agent_id, run_id, metadata, further_chunk_ids,"
          + " valid_from, valid_until, review_by";
  private static final String ENTRY =
      "id, memory_id, version, action, actor, project, before_json, after_json, note, timestamp,"
          + " request_id, salt, prev_hash, hash, before_digest, after_digest, note_digest,"
          + " on_behalf_of, user_id, agent_id, run_id";
  private static final int[] MEMORY_BYTES = {13, 16};
  private static final int[] ENTRY_BYTES = {12, 13, 14, 15, 16, 17};

  private final Slice slice;
  private final Connection connection;
  private final Connection template;
  private final PreparedStatement memory;
  private final PreparedStatement entry;
  private final List<Object[]> memories = new ArrayList<>();
  private final List<Object[]> entries = new ArrayList<>();

  PostgresInserts(String url, Slice slice, String templateUrl) throws SQLException {
    this.slice = slice;
    this.connection = DriverManager.getConnection(url);
    this.template = DriverManager.getConnection(templateUrl);
    connection.setAutoCommit(false);
    memory =
        connection.prepareStatement("INSERT INTO memories (" + MEMORY + ") VALUES " + marks(24));
    entry =
        connection.prepareStatement("INSERT INTO memory_audit (" + ENTRY + ") VALUES " + marks(21));
  }

  private static String marks(int count) {
    return "(?" + ", ?".repeat(count - 1) + ")";
  }

  @Override
  public void prepare(int round) throws SQLException {
    String slice = "FROM (SELECT seq AS at, id AS name FROM memories WHERE seq > ? ORDER BY seq LIMIT ?) s";
    read(memories, MEMORY, slice + " JOIN memories ON seq = at ORDER BY at", round);
    read(
        entries,
        ENTRY,
        slice + " JOIN memory_audit ON memory_id = name AND version = 1 ORDER BY at",
        round);
  }

  private void read(List<Object[]> into, String columns, String from, int round)
      throws SQLException {
    into.clear();
    try (PreparedStatement select =
        template.prepareStatement("SELECT " + columns + " " + from)) {
      select.setInt(1, slice.from(round));
      select.setInt(2, slice.size());
      try (ResultSet rows = select.executeQuery()) {
        int count = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          Object[] row = new Object[count];
          for (int i = 0; i < count; i++) {
            row[i] = rows.getObject(i + 1);
          }
          into.add(row);
        }
      }
    }
    if (into.size() != slice.size()) {
      throw new IllegalStateException(into.size() + " rows of round " + round);
    }
  }

  @Override
  public void run(int round) throws SQLException {
    for (int from = 0; from < memories.size(); from += BATCH) {
      int to = Math.min(from + BATCH, memories.size());
      batch(memory, memories.subList(from, to), MEMORY_BYTES);
      batch(entry, entries.subList(from, to), ENTRY_BYTES);
      connection.commit();
    }
  }

  private static void batch(PreparedStatement statement, List<Object[]> rows, int[] bytes)
      throws SQLException {
    for (Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (row[i] != null) {
          statement.setObject(i + 1, row[i]);
        } else if (java.util.Arrays.binarySearch(bytes, i + 1) >= 0) {
          statement.setBytes(i + 1, null);
        } else {
          statement.setString(i + 1, null);
        }
      }
      statement.addBatch();
    }
    statement.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    template.close();
  }
}
