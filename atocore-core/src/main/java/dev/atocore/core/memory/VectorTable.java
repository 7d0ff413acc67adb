package dev.atocore.core.memory;

import dev.atocore.audit.io.Sha256;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.TextVectors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of the table of vectors: one for a memory's own text, one for the chunk it cites. */
public final class VectorTable {
  /** The {@code source} of a memory's own text. */
  public static final String OWN = "";

  private static final int DIGEST_BYTES = 16;

  private VectorTable() {}

  /** Writes the vector of a text over the one that is there. */
  public static void put(
      StoreConnection connection,
      String memoryId,
      String source,
      String model,
      String text,
      Embedding embedding)
      throws SQLException {
    forget(connection, memoryId, source);
    byte[] digest = TextVectors.digest(text);
    byte[] code = embedding.code();
    byte[] vector = embedding.vector();
    PreparedStatement insert = connection.prepare(VectorSql.INSERT);
    insert.setString(1, source);
    insert.setString(2, model);
    insert.setBytes(3, digest);
    insert.setBytes(4, code);
    insert.setBytes(5, vector);
    insert.setBytes(6, digest(memoryId, source, model, digest, code, vector));
    insert.setString(7, memoryId);
    insert.executeUpdate();
  }

  /**
   * Writes the vector of a text that was read in another transaction, if it still is what the
   * memory, or the chunk, says: it may have been erased since.
   *
   * @return whether it was written
   */
  public static boolean putIfSaid(
      StoreConnection connection,
      String memoryId,
      String source,
      String model,
      String text,
      Embedding embedding)
      throws SQLException {
    PreparedStatement select = connection.prepare(VectorSql.SAID);
    select.setString(1, source);
    select.setString(2, memoryId);
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next() || !text.equals(rows.getString(source.equals(OWN) ? 1 : 2))) {
        return false;
      }
    }
    put(connection, memoryId, source, model, text, embedding);
    return true;
  }

  /** Takes the vector of that text of a memory away. */
  public static void forget(StoreConnection connection, String memoryId, String source)
      throws SQLException {
    PreparedStatement delete = connection.prepare(VectorSql.DELETE);
    delete.setString(1, memoryId);
    delete.setString(2, source);
    delete.executeUpdate();
  }

  /** Takes all vectors of a memory away. */
  public static void forget(StoreConnection connection, String memoryId) throws SQLException {
    PreparedStatement delete = connection.prepare(VectorSql.DELETE_OF_MEMORY);
    delete.setString(1, memoryId);
    delete.executeUpdate();
  }

  /** Takes the vectors of a chunk away, whichever memories cite it. */
  public static void forgetSource(StoreConnection connection, String chunkId) throws SQLException {
    PreparedStatement delete = connection.prepare(VectorSql.DELETE_OF_SOURCE);
    delete.setString(1, chunkId);
    delete.executeUpdate();
  }

  /** Takes all vectors away. */
  public static void forgetAll(StoreConnection connection) throws SQLException {
    connection.prepare(VectorSql.DELETE_ALL).executeUpdate();
  }

  /** Whether there is any vector of that model. */
  public static boolean hasModel(StoreConnection connection, String model) throws SQLException {
    PreparedStatement select = connection.prepare(VectorSql.IS_OF_MODEL);
    select.setString(1, model);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next();
    }
  }

  /** The vector of a memory's own text, if it still is of that text. */
  static byte @Nullable [] own(
      StoreConnection connection, String memoryId, String model, String text) throws SQLException {
    PreparedStatement select = connection.prepare(VectorSql.OF_MEMORY);
    select.setString(1, memoryId);
    select.setString(2, model);
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        return null;
      }
      Row row = read(rows);
      return Arrays.equals(row.textDigest(), TextVectors.digest(text)) ? row.vector() : null;
    }
  }

  static Row read(ResultSet rows) throws SQLException {
    return new Row(
        rows.getString(1),
        rows.getLong(2),
        rows.getString(3),
        rows.getString(4),
        bytes(rows, 5),
        bytes(rows, 6),
        bytes(rows, 7),
        bytes(rows, 8));
  }

  private static byte[] bytes(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }

  private static byte[] digest(
      String memoryId, String source, String model, byte[] textDigest, byte[] code, byte[] vector) {
    MessageDigest digest = Sha256.begin();
    for (String text : new String[] {memoryId, source, model}) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    digest.update(textDigest);
    digest.update(code);
    return Arrays.copyOf(digest.digest(vector), DIGEST_BYTES);
  }

  /** A row as it is stored. */
  static final class Row {
    private final String memoryId;
    private final long seq;
    private final String source;
    private final String model;
    private final byte[] textDigest;
    private final byte[] code;
    private final byte[] vector;
    private final byte[] rowDigest;

    Row(
        String memoryId,
        long seq,
        String source,
        String model,
        byte[] textDigest,
        byte[] code,
        byte[] vector,
        byte[] rowDigest) {
      this.memoryId = memoryId;
      this.seq = seq;
      this.source = source;
      this.model = model;
      this.textDigest = textDigest;
      this.code = code;
      this.vector = vector;
      this.rowDigest = rowDigest;
    }

    String memoryId() {
      return memoryId;
    }

    long seq() {
      return seq;
    }

    String source() {
      return source;
    }

    String model() {
      return model;
    }

    int codeLength() {
      return code.length;
    }

    byte[] vector() {
      return vector;
    }

    byte[] textDigest() {
      return textDigest;
    }

    /** Whether nothing of it was altered since it was written. */
    boolean isWhole() {
      return Arrays.equals(rowDigest, digest(memoryId, source, model, textDigest, code, vector));
    }
  }
}
