package dev.atocore.core;

import static dev.atocore.core.jooq.Tables.MEMORIES;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;

import dev.atocore.audit.ByteString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the table of memories. jOOQ writes each statement once; it then runs as a prepared
 * statement kept on the connection, because rendering anew for each of thousands of changes costs
 * more than the change.
 */
final class MemoryTable {
  static final DSLContext SQL =
      DSL.using(
          SQLDialect.SQLITE,
          new Settings()
              .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
              .withExecuteLogging(false));

  /** In the order that {@link #read} expects. */
  static final List<Field<?>> COLUMNS =
      List.of(
          MEMORIES.SEQ,
          MEMORIES.ID,
          MEMORIES.TYPE,
          MEMORIES.CONTENT,
          MEMORIES.PROJECT,
          MEMORIES.STATUS,
          MEMORIES.CONFIDENCE,
          MEMORIES.REFERENCE_COUNT,
          MEMORIES.LAST_REFERENCED_AT,
          MEMORIES.SOURCE_CHUNK_ID,
          MEMORIES.SUPERSEDED_BY,
          MEMORIES.VERSION,
          MEMORIES.AUDIT_HEAD,
          MEMORIES.CREATED_AT,
          MEMORIES.UPDATED_AT);

  /** Spelt as the partial index is, or SQLite does not use it. */
  static final Condition LIVING =
      MEMORIES.STATUS.in(inline(MemoryStatus.CANDIDATE.word()), inline(MemoryStatus.ACTIVE.word()));

  private static final Param<String> TEXT = param("text", "");

  private static final String FIND =
      sql(SQL.select(COLUMNS).from(MEMORIES).where(MEMORIES.ID.eq(TEXT)));

  private static final String INSERT =
      sql(
          SQL.insertInto(MEMORIES)
              .columns(
                  MEMORIES.ID,
                  MEMORIES.TYPE,
                  MEMORIES.CONTENT,
                  MEMORIES.CONTENT_HASH,
                  MEMORIES.PROJECT,
                  MEMORIES.STATUS,
                  MEMORIES.CONFIDENCE,
                  MEMORIES.REFERENCE_COUNT,
                  MEMORIES.LAST_REFERENCED_AT,
                  MEMORIES.SOURCE_CHUNK_ID,
                  MEMORIES.SUPERSEDED_BY,
                  MEMORIES.VERSION,
                  MEMORIES.AUDIT_HEAD,
                  MEMORIES.CREATED_AT,
                  MEMORIES.UPDATED_AT)
              .values("", "", "", "", "", "", 0d, 0L, "", "", "", 0L, new byte[0], "", ""));

  /** Every column but the content, so that the full-text index is left alone. */
  private static final String UPDATE =
      sql(
          SQL.update(MEMORIES)
              .set(MEMORIES.TYPE, TEXT)
              .set(MEMORIES.PROJECT, TEXT)
              .set(MEMORIES.STATUS, TEXT)
              .set(MEMORIES.CONFIDENCE, 0d)
              .set(MEMORIES.REFERENCE_COUNT, 0L)
              .set(MEMORIES.LAST_REFERENCED_AT, TEXT)
              .set(MEMORIES.SOURCE_CHUNK_ID, TEXT)
              .set(MEMORIES.SUPERSEDED_BY, TEXT)
              .set(MEMORIES.VERSION, 0L)
              .set(MEMORIES.AUDIT_HEAD, new byte[0])
              .set(MEMORIES.UPDATED_AT, TEXT)
              .where(MEMORIES.ID.eq(TEXT))
              .and(MEMORIES.VERSION.eq(0L)));

  private static final String UPDATE_CONTENT =
      sql(
          SQL.update(MEMORIES)
              .set(MEMORIES.CONTENT, TEXT)
              .set(MEMORIES.CONTENT_HASH, TEXT)
              .where(MEMORIES.ID.eq(TEXT)));

  private static final String MEND =
      sql(
          SQL.update(MEMORIES)
              .set(MEMORIES.CONTENT_HASH, TEXT)
              .set(MEMORIES.CREATED_AT, TEXT)
              .where(MEMORIES.ID.eq(TEXT)));

  private static final String FIND_LIVING =
      sql(
          SQL.select(COLUMNS)
              .from(MEMORIES)
              .where(MEMORIES.CONTENT_HASH.eq(TEXT))
              .and(MEMORIES.TYPE.eq(TEXT))
              .and(MEMORIES.PROJECT.isNotDistinctFrom(TEXT))
              .and(LIVING)
              .and(MEMORIES.CONTENT.eq(TEXT))
              .orderBy(MEMORIES.STATUS, MEMORIES.SEQ));

  private MemoryTable() {}

  /** The text of a statement, with {@code ?} for its values. */
  static String sql(Query query) {
    return query.getSQL();
  }

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
