package dev.atocore.core.source;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of the tables of documents and chunks. */
final class SourceTable {
  private SourceTable() {}

  static void putDocument(StoreConnection connection, SourceDocument document) throws SQLException {
    PreparedStatement put = connection.prepare(SourceSql.PUT_DOCUMENT);
    put.setString(1, document.id());
    put.setString(2, document.project());
    put.setString(3, document.title());
    put.setString(4, document.uri());
    put.setString(5, document.contentHash());
    put.setString(6, document.ingestedAt());
    put.setBytes(
        7,
        DigestedTable.SOURCE_DOCUMENTS.digest(
            document.id(),
            document.project(),
            document.title(),
            document.uri(),
            document.contentHash(),
            document.ingestedAt()));
    put.executeUpdate();
  }

  /** The document, with 0 for its number of chunks. */
  static @Nullable SourceDocument findDocument(StoreConnection connection, String id)
      throws SQLException {
    PreparedStatement select = connection.prepare(SourceSql.FIND_DOCUMENT);
    select.setString(1, id);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? document(rows, 0) : null;
    }
  }

  /** The document of that address and project, with 0 for its number of chunks. */
  static @Nullable SourceDocument documentOf(
      StoreConnection connection, String uri, @Nullable String project) throws SQLException {
    PreparedStatement select = connection.prepare(SourceSql.DOCUMENT_OF_URI);
    select.setString(1, uri);
    select.setString(2, project);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? document(rows, 0) : null;
    }
  }

  /** The documents of a project that are files, with 0 for their numbers of chunks. */
  static List<SourceDocument> files(StoreConnection connection, @Nullable String project)
      throws SQLException {
    List<SourceDocument> documents = new ArrayList<>();
    PreparedStatement select = connection.prepare(SourceSql.FILES);
    select.setString(1, project);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        documents.add(document(rows, 0));
      }
    }
    return documents;
  }

  static List<SourceDocument> documents(StoreConnection connection, @Nullable String project)
      throws SQLException {
    List<SourceDocument> documents = new ArrayList<>();
    forEachDocument(connection, project, documents::add);
    return documents;
  }

  static void forEachDocument(
      StoreConnection connection, @Nullable String project, Consumer<SourceDocument> each)
      throws SQLException {
    Query query = new Query(SourceSql.DOCUMENTS).andIf(SourceSql.DOCUMENTS_OF_PROJECT, project);
    try (PreparedStatement select = query.prepare(connection.sql());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        each.accept(document(rows, rows.getLong(7)));
      }
    }
  }

  static void insertChunk(
      StoreConnection connection, String id, String documentId, long ordinal, String content)
      throws SQLException {
    PreparedStatement insert = connection.prepare(SourceSql.INSERT_CHUNK);
    insert.setString(1, id);
    insert.setString(2, documentId);
    insert.setLong(3, ordinal);
    insert.setString(4, content);
    String hash = ContentHash.of(content);
    String now = Times.format(Instant.now());
    insert.setString(5, hash);
    insert.setString(6, now);
    insert.setBytes(7, DigestedTable.SOURCE_CHUNKS.digest(id, documentId, ordinal, hash, now));
    insert.executeUpdate();
  }

  static void moveChunk(StoreConnection connection, String id, long ordinal) throws SQLException {
    PreparedStatement select = connection.prepare(SourceSql.STORED_CHUNK);
    select.setString(1, id);
    byte[] digest = null;
    try (ResultSet rows = select.executeQuery()) {
      if (rows.next()) {
        digest =
            DigestedTable.digestAfter(
                DigestedTable.SOURCE_CHUNKS.verdict(rows),
                DigestedTable.SOURCE_CHUNKS.digest(
                    id,
                    rows.getString("document_id"),
                    ordinal,
                    rows.getString("content_hash"),
                    rows.getString("created_at")));
      }
    }
    PreparedStatement update = connection.prepare(SourceSql.MOVE_CHUNK);
    update.setLong(1, ordinal);
    update.setBytes(2, digest);
    update.setString(3, id);
    update.executeUpdate();
  }

  static void deleteChunk(StoreConnection connection, String id) throws SQLException {
    PreparedStatement delete = connection.prepare(SourceSql.DELETE_CHUNK);
    delete.setString(1, id);
    delete.executeUpdate();
  }

  /**
   * Removes a document with its chunks, and tells how many those were; -1 when there is no such
   * document.
   */
  static long deleteDocument(StoreConnection connection, String id) throws SQLException {
    PreparedStatement chunks = connection.prepare(SourceSql.DELETE_CHUNKS);
    chunks.setString(1, id);
    long removed = chunks.executeUpdate();
    PreparedStatement document = connection.prepare(SourceSql.DELETE_DOCUMENT);
    document.setString(1, id);
    return document.executeUpdate() == 1 ? removed : -1;
  }

  /** The place and the text of a chunk. */
  record StoredText(long ordinal, String content) {}

  /** The chunks of a document by their ids, in order. */
  static Map<String, StoredText> texts(StoreConnection connection, String documentId)
      throws SQLException {
    Map<String, StoredText> texts = new LinkedHashMap<>();
    PreparedStatement select = connection.prepare(SourceSql.TEXTS);
    select.setString(1, documentId);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        texts.put(rows.getString(1), new StoredText(rows.getLong(2), rows.getString(3)));
      }
    }
    return texts;
  }

  static @Nullable SourceChunk findChunk(StoreConnection connection, String id)
      throws SQLException {
    PreparedStatement select = connection.prepare(SourceSql.FIND_CHUNK);
    select.setString(1, id);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? chunk(rows) : null;
    }
  }

  /** The chunks of a query; those of a missing document too, without its fields. */
  static void forEachChunk(StoreConnection connection, Query query, Consumer<SourceChunk> each)
      throws SQLException {
    try (PreparedStatement select = query.prepare(connection.sql());
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        each.accept(chunk(rows));
      }
    }
  }

  private static SourceChunk chunk(ResultSet rows) throws SQLException {
    return new SourceChunk(
        rows.getLong(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        rows.getLong(7),
        rows.getString(8),
        rows.getString(9));
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
