package dev.atocore.core;

import static dev.atocore.core.jooq.Tables.SOURCE_CHUNKS;
import static dev.atocore.core.jooq.Tables.SOURCE_DOCUMENTS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectCount;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** The rows of the tables of documents and chunks. */
final class SourceTable {
  private static final String PUT_DOCUMENT =
      "INSERT INTO source_documents (id, project, title, uri, content_hash, ingested_at) VALUES (?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET project = excluded.project, title = excluded.title, uri = excluded.uri,"
          + " content_hash = excluded.content_hash, ingested_at = excluded.ingested_at";

  private static final String FIND_DOCUMENT =
      MemoryTable.sql(
          MemoryTable.SQL
              .select(
                  SOURCE_DOCUMENTS.ID,
                  SOURCE_DOCUMENTS.PROJECT,
                  SOURCE_DOCUMENTS.TITLE,
                  SOURCE_DOCUMENTS.URI,
                  SOURCE_DOCUMENTS.CONTENT_HASH,
                  SOURCE_DOCUMENTS.INGESTED_AT)
              .from(SOURCE_DOCUMENTS)
              .where(SOURCE_DOCUMENTS.ID.eq(param("id", ""))));

  private static final String INSERT_CHUNK =
      MemoryTable.sql(
          MemoryTable.SQL
              .insertInto(SOURCE_CHUNKS)
              .columns(
                  SOURCE_CHUNKS.ID,
                  SOURCE_CHUNKS.DOCUMENT_ID,
                  SOURCE_CHUNKS.ORDINAL,
                  SOURCE_CHUNKS.CONTENT,
                  SOURCE_CHUNKS.CONTENT_HASH,
                  SOURCE_CHUNKS.CREATED_AT)
              .values("", "", 0L, "", "", ""));

  private static final String MOVE_CHUNK =
      MemoryTable.sql(
          MemoryTable.SQL
              .update(SOURCE_CHUNKS)
              .set(SOURCE_CHUNKS.ORDINAL, 0L)
              .where(SOURCE_CHUNKS.ID.eq(param("id", ""))));

  private static final String DELETE_CHUNK =
      MemoryTable.sql(
          MemoryTable.SQL.deleteFrom(SOURCE_CHUNKS).where(SOURCE_CHUNKS.ID.eq(param("id", ""))));

  private static final String DELETE_CHUNKS =
      MemoryTable.sql(
          MemoryTable.SQL
              .deleteFrom(SOURCE_CHUNKS)
              .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(param("id", ""))));

  private static final String DELETE_DOCUMENT =
      MemoryTable.sql(
          MemoryTable.SQL
              .deleteFrom(SOURCE_DOCUMENTS)
              .where(SOURCE_DOCUMENTS.ID.eq(param("id", ""))));

  private static final String ORDINALS =
      MemoryTable.sql(
          MemoryTable.SQL
              .select(SOURCE_CHUNKS.ID, SOURCE_CHUNKS.ORDINAL)
              .from(SOURCE_CHUNKS)
              .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(param("id", ""))));

  private SourceTable() {}

  static void putDocument(StoreConnection connection, SourceDocument document) throws SQLException {
    PreparedStatement put = connection.prepare(PUT_DOCUMENT);
    put.setString(1, document.id());
    put.setString(2, document.project());
    put.setString(3, document.title());
    put.setString(4, document.uri());
    put.setString(5, document.contentHash());
    put.setString(6, document.ingestedAt());
    put.executeUpdate();
  }

  /** The document, with 0 for its number of chunks. */
  static @Nullable SourceDocument findDocument(StoreConnection connection, String id)
      throws SQLException {
    PreparedStatement select = connection.prepare(FIND_DOCUMENT);
    select.setString(1, id);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? document(rows, 0) : null;
    }
  }

  static List<SourceDocument> documents(StoreConnection connection, @Nullable String project)
      throws SQLException {
    Query query =
        MemoryTable.SQL
            .select(
                SOURCE_DOCUMENTS.ID,
                SOURCE_DOCUMENTS.PROJECT,
                SOURCE_DOCUMENTS.TITLE,
                SOURCE_DOCUMENTS.URI,
                SOURCE_DOCUMENTS.CONTENT_HASH,
                SOURCE_DOCUMENTS.INGESTED_AT,
                field(
                    selectCount()
                        .from(SOURCE_CHUNKS)
                        .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(SOURCE_DOCUMENTS.ID))))
            .from(SOURCE_DOCUMENTS)
            .where(project == null ? noCondition() : SOURCE_DOCUMENTS.PROJECT.eq(project))
            .orderBy(SOURCE_DOCUMENTS.ID);
    List<SourceDocument> documents = new ArrayList<>();
    try (PreparedStatement select = MemoryQueries.bind(connection, query);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        documents.add(document(rows, rows.getLong(7)));
      }
    }
    return documents;
  }

  static void insertChunk(
      StoreConnection connection, String id, String documentId, long ordinal, String content)
      throws SQLException {
    PreparedStatement insert = connection.prepare(INSERT_CHUNK);
    insert.setString(1, id);
    insert.setString(2, documentId);
    insert.setLong(3, ordinal);
    insert.setString(4, content);
    insert.setString(5, ContentHash.of(content));
    insert.setString(6, Times.format(Instant.now()));
    insert.executeUpdate();
  }

  static void moveChunk(StoreConnection connection, String id, long ordinal) throws SQLException {
    PreparedStatement update = connection.prepare(MOVE_CHUNK);
    update.setLong(1, ordinal);
    update.setString(2, id);
    update.executeUpdate();
  }

  static void deleteChunk(StoreConnection connection, String id) throws SQLException {
    PreparedStatement delete = connection.prepare(DELETE_CHUNK);
    delete.setString(1, id);
    delete.executeUpdate();
  }

  /**
   * Removes a document with its chunks, and tells how many those were; -1 when there is no such
   * document.
   */
  static long deleteDocument(StoreConnection connection, String id) throws SQLException {
    PreparedStatement chunks = connection.prepare(DELETE_CHUNKS);
    chunks.setString(1, id);
    long removed = chunks.executeUpdate();
    PreparedStatement document = connection.prepare(DELETE_DOCUMENT);
    document.setString(1, id);
    return document.executeUpdate() == 1 ? removed : -1;
  }

  /** The ids of a document's chunks with their places. */
  static Map<String, Long> ordinals(StoreConnection connection, String documentId)
      throws SQLException {
    Map<String, Long> ordinals = new LinkedHashMap<>();
    PreparedStatement select = connection.prepare(ORDINALS);
    select.setString(1, documentId);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ordinals.put(rows.getString(1), rows.getLong(2));
      }
    }
    return ordinals;
  }

  static @Nullable SourceChunk findChunk(StoreConnection connection, String id)
      throws SQLException {
    List<SourceChunk> found = new ArrayList<>(1);
    forEachChunk(connection, SOURCE_CHUNKS.ID.eq(id), found::add);
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * Chunks in the order of ingestion, one at a time; those of a missing document too, without its
   * fields.
   */
  static void forEachChunk(
      StoreConnection connection, Condition condition, Consumer<SourceChunk> each)
      throws SQLException {
    forEachChunk(connection, condition, Integer.MAX_VALUE, each);
  }

  static void forEachChunk(
      StoreConnection connection, Condition condition, int limit, Consumer<SourceChunk> each)
      throws SQLException {
    Query query =
        MemoryTable.SQL
            .select(
                SOURCE_CHUNKS.SEQ,
                SOURCE_CHUNKS.ID,
                SOURCE_CHUNKS.DOCUMENT_ID,
                SOURCE_DOCUMENTS.PROJECT,
                SOURCE_DOCUMENTS.TITLE,
                SOURCE_DOCUMENTS.URI,
                SOURCE_CHUNKS.ORDINAL,
                SOURCE_CHUNKS.CONTENT,
                SOURCE_CHUNKS.CREATED_AT)
            .from(SOURCE_CHUNKS)
            .leftJoin(SOURCE_DOCUMENTS)
            .on(SOURCE_DOCUMENTS.ID.eq(SOURCE_CHUNKS.DOCUMENT_ID))
            .where(condition)
            .orderBy(SOURCE_CHUNKS.SEQ)
            .limit(limit);
    try (PreparedStatement select = MemoryQueries.bind(connection, query);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        each.accept(
            new SourceChunk(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getLong(7),
                rows.getString(8),
                rows.getString(9)));
      }
    }
  }

  private static SourceDocument document(ResultSet rows, long chunks) throws SQLException {
    return new SourceDocument(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        chunks);
  }
}
