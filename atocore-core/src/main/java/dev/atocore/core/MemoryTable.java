package dev.atocore.core;

import dev.atocore.audit.ByteString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the table of memories. The statements stand here as text: having jOOQ write them
 * costs a command more than half its start. A test compares each with what jOOQ writes from the
 * schema.
 */
final class MemoryTable {
  /** In the order that {@link #read} expects. */
  static final String SELECT =
      "SELECT memories.seq, memories.id, memories.type, memories.content, memories.project,"
          + " memories.status, memories.confidence, memories.reference_count,"
          + " memories.last_referenced_at, memories.source_chunk_id, memories.superseded_by,"
          + " memories.version, memories.audit_head, memories.created_at, memories.updated_at"
          + " FROM memories";

  /** Spelt as the partial index is, or SQLite does not use it. */
  static final String LIVING = "memories.status IN ('candidate', 'active')";

  static final String FIND = SELECT + " WHERE memories.id = ?";

  static final String INSERT =
      "INSERT INTO memories (id, type, content, content_hash, project, status, confidence,"
          + " reference_count, last_referenced_at, source_chunk_id, superseded_by, version,"
          + " audit_head, created_at, updated_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** Every column but the content, so that the full-text index is left alone. */
  static final String UPDATE =
      "UPDATE memories SET type = ?, project = ?, status = ?, confidence = ?, reference_count = ?,"
          + " last_referenced_at = ?, source_chunk_id = ?, superseded_by = ?, version = ?,"
          + " audit_head = ?, updated_at = ? WHERE (memories.id = ? AND memories.version = ?)";

  static final String UPDATE_CONTENT =
      "UPDATE memories SET content = ?, content_hash = ? WHERE memories.id = ?";

  static final String MEND =
      "UPDATE memories SET content_hash = ?, created_at = ? WHERE memories.id = ?";

  static final String FIND_LIVING =
      SELECT
          + " WHERE (memories.content_hash = ? AND memories.type = ? AND (memories.project IS ?) AND "
          + LIVING
          + " AND memories.content = ?) ORDER BY memories.status, memories.seq";

  private MemoryTable() {}

  static @Nullable StoredMemory find(StoreConnection connection, String id) throws SQLException {
    PreparedStatement select = connection.prepare(FIND);
    select.setString(1, id);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? read(rows) : null;
    }
  }

  static void insert(StoreConnection connection, Memory memory, ByteString head)
      throws SQLException {
    PreparedStatement insert = connection.prepare(INSERT);
    insert.setString(1, memory.id());
    insert.setString(2, memory.type());
    insert.setString(3, memory.content());
    insert.setString(4, ContentHash.of(memory.content()));
    insert.setString(5, memory.project());
    insert.setString(6, memory.status());
    insert.setDouble(7, memory.confidence());
    insert.setLong(8, memory.referenceCount());
    insert.setString(9, memory.lastReferencedAt());
    insert.setString(10, memory.sourceChunkId());
    insert.setString(11, memory.supersededBy());
    insert.setLong(12, memory.version());
    insert.setBytes(13, head.toByteArray());
    insert.setString(14, memory.createdAt());
    insert.setString(15, memory.updatedAt());
    insert.executeUpdate();
  }

  /** Writes {@code after} over the row that still is at the version of {@code before}. */
  static void update(StoreConnection connection, Memory before, Memory after, ByteString head)
      throws SQLException {
    PreparedStatement update = connection.prepare(UPDATE);
    update.setString(1, after.type());
    update.setString(2, after.project());
    update.setString(3, after.status());
    update.setDouble(4, after.confidence());
    update.setLong(5, after.referenceCount());
    update.setString(6, after.lastReferencedAt());
    update.setString(7, after.sourceChunkId());
    update.setString(8, after.supersededBy());
    update.setLong(9, after.version());
    update.setBytes(10, head.toByteArray());
    update.setString(11, after.updatedAt());
    update.setString(12, before.id());
    update.setLong(13, before.version());
    if (update.executeUpdate() != 1) {
      throw new ConflictException(
          "memory "
              + before.id()
              + " has moved on from version "
              + before.version()
              + "; read it again");
    }
    if (!after.content().equals(before.content())) {
      PreparedStatement content = connection.prepare(UPDATE_CONTENT);
      content.setString(1, after.content());
      content.setString(2, ContentHash.of(after.content()));
      content.setString(3, before.id());
      content.executeUpdate();
    }
  }

  /** Sets right what no change of the store's own touches: the hash of the content, the birth. */
  static void mend(StoreConnection connection, Memory memory) throws SQLException {
    PreparedStatement mend = connection.prepare(MEND);
    mend.setString(1, ContentHash.of(memory.content()));
    mend.setString(2, memory.createdAt());
    mend.setString(3, memory.id());
    mend.executeUpdate();
  }

  /**
   * The first active memory that says the same, or else the first candidate, but not {@code
   * except}.
   */
  static @Nullable StoredMemory findLiving(
      StoreConnection connection,
      String type,
      String content,
      @Nullable String project,
      @Nullable String except)
      throws SQLException {
    PreparedStatement select = connection.prepare(FIND_LIVING);
    select.setString(1, ContentHash.of(content));
    select.setString(2, type);
    select.setString(3, project);
    select.setString(4, content);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        StoredMemory found = read(rows);
        if (!found.memory().id().equals(except)) {
          return found;
        }
      }
      return null;
    }
  }

  static StoredMemory read(ResultSet rows) throws SQLException {
    byte[] head = rows.getBytes(13);
    return new StoredMemory(
        new Memory(
            rows.getString(2),
            rows.getString(3),
            rows.getString(4),
            rows.getString(5),
            rows.getString(6),
            rows.getDouble(7),
            rows.getLong(8),
            rows.getString(9),
            rows.getString(10),
            rows.getString(11),
            rows.getLong(12),
            rows.getString(14),
            rows.getString(15)),
        rows.getLong(1),
        head == null ? null : ByteString.copyOf(head));
  }
}
