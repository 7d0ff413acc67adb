package dev.atocore.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Audited updates by pgjdbc with prepared statements and nothing else: the statements that AtoCore
 * sends for one, in their order, with values of the same size. It computes no hash, builds no JSON
 * and checks nothing. scripts/bench/lib/postgres.py holds against pg_stat_statements that both send
 * the same.
 */
final class PostgresUpdates implements Task {
  private static final String BEGIN =
      "SELECT set_config('lock_timeout', '30000', TRUE), set_config('statement_timeout', '900000',"
          + " TRUE), set_config('idle_in_transaction_session_timeout', '60000', TRUE),"
          + " pg_current_xact_id()";
  private static final String FIND =
      "SELECT memories.seq, memories.id, memories.type, memories.content, memories.project,"
          + " memories.status, memories.confidence, memories.reference_count,"
          + " memories.last_referenced_at, memories.source_chunk_id, memories.superseded_by,"
          + " memories.version, memories.audit_head, memories.created_at, memories.updated_at, CASE"
          + " WHEN coalesce(memories.user_id, memories.agent_id, memories.run_id,"
          + " memories.metadata, memories.further_chunk_ids, memories.valid_from,"
          + " memories.valid_until, memories.review_by) IS NOT NULL THEN 1 ELSE 0 END,"
          + " memories.user_id, memories.agent_id, memories.run_id, memories.metadata,"
          + " memories.further_chunk_ids, memories.valid_from, memories.valid_until,"
          + " memories.review_by, CASE WHEN memories.content_hash IS NULL THEN 1 ELSE 0 END FROM"
          + " memories WHERE memories.id = ? FOR UPDATE";
  private static final String NUMBER = "SELECT nextval('memory_audit_ids')";
  private static final String UPDATE =
      "UPDATE memories SET confidence = cast(? AS double precision), reference_count = ?,"
          + " last_referenced_at = ?, version = ?, audit_head = ?, updated_at = ?, row_digest = ?"
          + " WHERE (memories.seq = ? AND memories.id = ? AND memories.version = ?)";
  private static final String ENTRY =
      "INSERT INTO memory_audit (id, memory_id, version, action, actor, project, before_json,"
          + " after_json, note, timestamp, request_id, salt, prev_hash, hash, before_digest,"
          + " after_digest, note_digest, on_behalf_of, user_id, agent_id, run_id) VALUES (?, ?, ?,"
          + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private record Row(String id, String image) {}

  private final Slice slice;
  private final List<Side> sides = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /**
   * Connects.
   *
   * @param connections how many, each with its own share of the memories
   */
  PostgresUpdates(String url, Slice slice, int connections) throws SQLException {
    this.slice = slice;
    for (int i = 0; i < connections; i++) {
      sides.add(new Side(DriverManager.getConnection(url)));
    }
  }

  @Override
  public void prepare(int round) throws SQLException {
    rows.clear();
    Connection connection = sides.get(0).connection;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT m.id, a.after_json FROM memories m JOIN memory_audit a"
                + " ON a.memory_id = m.id AND a.version = m.version"
                + " WHERE m.seq > ? ORDER BY m.seq LIMIT ?")) {
      select.setInt(1, slice.from(round));
      select.setInt(2, slice.size());
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.add(new Row(found.getString(1), found.getString(2)));
        }
      }
    }
    connection.rollback();
  }

  @Override
  public void run(int round) throws SQLException, InterruptedException {
    if (sides.size() == 1) {
      for (Row row : rows) {
        sides.get(0).update(row, round);
      }
      return;
    }
    int each = rows.size() / Together.THREADS;
    Together.each(rows.size(), i -> sides.get(i / each).update(rows.get(i), round));
  }

  @Override
  public void close() throws SQLException {
    for (Side side : sides) {
      side.connection.close();
    }
  }

  /** A connection with its statements. */
  private static final class Side {
    private static final String NOW = "2026-12-01T16:42:35.123456Z";

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement find;
    private final PreparedStatement number;
    private final PreparedStatement update;
    private final PreparedStatement entry;

    Side(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      begin = connection.prepareStatement(BEGIN);
      find = connection.prepareStatement(FIND);
      number = connection.prepareStatement(NUMBER);
      update = connection.prepareStatement(UPDATE);
      entry = connection.prepareStatement(ENTRY);
    }

    void update(Row row, int round) throws SQLException {
      begin.execute();
      long seq;
      long version;
      byte[] before;
      find.setString(1, row.id);
      try (ResultSet found = find.executeQuery()) {
        found.next();
        seq = found.getLong(1);
        version = found.getLong(12);
        before = found.getBytes(13);
        for (int column = 2; column <= 11; column++) {
          found.getString(column);
        }
      }
      long id;
      try (ResultSet next = number.executeQuery()) {
        next.next();
        id = next.getLong(1);
      }
      byte[] hash = before.clone();
      hash[0]++;
      update.setDouble(1, 0.2 + round * 0.01);
      update.setLong(2, 0);
      update.setString(3, null);
      update.setLong(4, version + 1);
      update.setBytes(5, hash);
      update.setString(6, NOW);
      update.setBytes(7, java.util.Arrays.copyOf(hash, 16));
      update.setLong(8, seq);
      update.setString(9, row.id);
      update.setLong(10, version);
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("not updated: " + row.id);
      }
      entry.setLong(1, id);
      entry.setString(2, row.id);
      entry.setLong(3, version + 1);
      entry.setString(4, "updated");
      entry.setString(5, "bench");
      entry.setString(6, "p" + (seq - 1) % 20);
      entry.setString(7, row.image);
      entry.setString(8, row.image);
      entry.setString(9, null);
      entry.setString(10, NOW);
      entry.setString(11, null);
      entry.setBytes(12, java.util.Arrays.copyOf(hash, 16));
      entry.setBytes(13, before);
      entry.setBytes(14, hash);
      for (int digest = 15; digest <= 17; digest++) {
        entry.setBytes(digest, null);
      }
      for (int who = 18; who <= 21; who++) {
        entry.setString(who, null);
      }
      entry.executeUpdate();
      connection.commit();
    }
  }
}
