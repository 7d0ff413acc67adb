package dev.atocore.core.memory;

import dev.atocore.audit.sql.Sql;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.Question;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of what documents say of memories. */
public final class EvidenceTable {
  private EvidenceTable() {}

  /** Writes a row, in place of the one of the same memory, kind and document. */
  public static void put(StoreConnection connection, Evidence evidence) throws SQLException {
    PreparedStatement put = connection.prepare(EvidenceSql.PUT);
    put.setString(1, evidence.memoryId());
    put.setString(2, evidence.kind().word());
    put.setString(3, evidence.documentId());
    put.setString(4, evidence.chunkId());
    put.setLong(5, evidence.counted());
    put.setString(6, evidence.notedAt());
    put.setString(7, evidence.answeredAt());
    put.setString(8, evidence.answeredBy());
    put.setBytes(
        9,
        DigestedTable.MEMORY_EVIDENCE.digest(
            evidence.memoryId(),
            evidence.kind().word(),
            evidence.documentId(),
            evidence.chunkId(),
            evidence.counted(),
            evidence.notedAt(),
            evidence.answeredAt(),
            evidence.answeredBy()));
    put.executeUpdate();
  }

  /**
   * Writes a question, unless it was asked before.
   *
   * @return whether it is new
   */
  public static boolean ask(StoreConnection connection, Evidence question) throws SQLException {
    for (Evidence known : of(connection, question.memoryId())) {
      if (known.kind() == question.kind() && known.documentId().equals(question.documentId())) {
        return false;
      }
    }
    put(connection, question);
    return true;
  }

  /** The active memories with open questions, the oldest first. */
  public static List<Question> questions(StoreConnection connection, int limit)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    PreparedStatement select = connection.prepare(EvidenceSql.QUESTIONED);
    select.setInt(1, limit);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    List<Question> questions = new ArrayList<>();
    for (String id : ids) {
      StoredMemory stored = MemoryTable.find(connection, id);
      if (stored != null) {
        questions.add(
            new Question(
                stored.memory(), of(connection, id).stream().filter(Evidence::isOpen).toList()));
      }
    }
    return questions;
  }

  /** The documents that questions of that kind are about. */
  public static List<String> documentsOf(StoreConnection connection, EvidenceKind kind)
      throws SQLException {
    List<String> documents = new ArrayList<>();
    PreparedStatement select = connection.prepare(EvidenceSql.DOCUMENTS_OF_QUESTIONS);
    select.setString(1, kind.word());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        documents.add(rows.getString(1));
      }
    }
    return documents;
  }

  /** Forgets a row, if it is there. */
  public static void remove(StoreConnection connection, Evidence evidence) throws SQLException {
    PreparedStatement delete = connection.prepare(EvidenceSql.REMOVE);
    delete.setString(1, evidence.memoryId());
    delete.setString(2, evidence.kind().word());
    delete.setString(3, evidence.documentId());
    delete.executeUpdate();
  }

  /** All that is said of a memory, in the order in which it was noted. */
  public static List<Evidence> of(StoreConnection connection, String memoryId) throws SQLException {
    return read(connection, EvidenceSql.OF_MEMORY, memoryId);
  }

  /** All that a document says of memories. */
  public static List<Evidence> ofDocument(StoreConnection connection, String documentId)
      throws SQLException {
    return read(connection, EvidenceSql.OF_DOCUMENT, documentId);
  }

  /**
   * The document that a chunk is of. For a chunk that was edited away, the document that its id
   * names; one that the store knows nothing of is a document by itself.
   */
  public static String documentOf(StoreConnection connection, String chunkId) throws SQLException {
    String document = first(connection, EvidenceSql.DOCUMENT_OF_CHUNK, chunkId);
    int end = chunkId.lastIndexOf('#');
    if (document == null && end > 0) {
      document = first(connection, EvidenceSql.DOCUMENT, chunkId.substring(0, end));
    }
    return document == null ? chunkId : document;
  }

  /** Whether there is such a chunk. */
  public static boolean isThere(StoreConnection connection, String chunkId) throws SQLException {
    return first(connection, EvidenceSql.DOCUMENT_OF_CHUNK, chunkId) != null;
  }

  /** Whether a document that says word for word the same has spoken for the memory. */
  public static boolean hasCopySpoken(
      StoreConnection connection, String memoryId, String documentId) throws SQLException {
    PreparedStatement select = connection.prepare(EvidenceSql.COPY_HAS_SPOKEN);
    select.setString(1, memoryId);
    select.setString(2, documentId);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next();
    }
  }

  private static @Nullable String first(StoreConnection connection, Sql sql, String id)
      throws SQLException {
    PreparedStatement select = connection.prepare(sql);
    select.setString(1, id);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static List<Evidence> read(StoreConnection connection, Sql sql, String id)
      throws SQLException {
    PreparedStatement select = connection.prepare(sql);
    select.setString(1, id);
    List<Evidence> all = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Evidence evidence = read(rows);
        if (evidence != null) {
          all.add(evidence);
        }
      }
    }
    return all;
  }

  /** Null for a kind that another program made up. */
  static @Nullable Evidence read(ResultSet rows) throws SQLException {
    EvidenceKind kind = EvidenceKind.of(rows.getString(2));
    return kind == null
        ? null
        : new Evidence(
            rows.getString(1),
            kind,
            rows.getString(3),
            rows.getString(4),
            rows.getLong(5),
            rows.getString(6),
            rows.getString(7),
            rows.getString(8));
  }
}
