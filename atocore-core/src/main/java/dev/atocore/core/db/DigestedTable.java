package dev.atocore.core.db;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.RowDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables whose rows carry a digest of what AtoCore wrote into them, in the column {@code
 * row_digest}. Without one nothing is known of a row: an older release or another program wrote it.
 * Memories and their history need none, the audit log vouches for them.
 */
public enum DigestedTable {
  /** The projects. */
  PROJECTS("projects", 1, "id name created_at"),
  /** What programs keep for projects. */
  PROJECT_STATE("project_state", 3, "project category key value updated_at"),
  /** The documents. */
  SOURCE_DOCUMENTS("source_documents", 1, "id project title uri content_hash ingested_at"),
  /** The chunks. The hash of the content vouches for the content, the index of ids for the seq. */
  SOURCE_CHUNKS("source_chunks", 1, "id document_id ordinal content_hash created_at"),
  /** What documents say of memories. */
  MEMORY_EVIDENCE(
      "memory_evidence",
      3,
      "memory_id kind document_id chunk_id counted noted_at answered_at",
      "answered_by"),
  /** What is not to come back. */
  MEMORY_REFUSALS(
      "memory_refusals",
      0,
      "kind hash key_id memory_id entry_id actor refused_at lifted_at lifted_by lifted_why"),
  /** The steps that made the schema. */
  SCHEMA_MIGRATIONS("schema_migrations", 1, "version name checksum applied_at"),
  /** The record of what was erased from the audit log. */
  AUDIT_ERASURES(
      "audit_erasures",
      0,
      "kind memory_id through_version older_than through_entry archive archive_sha256 entries"
          + " actor reason request_id erased_at"),
  /** The record of entries that the audit log has lost. */
  AUDIT_GAPS(
      "audit_gaps",
      0,
      "kind memory_id version entry_id action actor note request_id prev_hash hash timestamp"),
  /** The record of what was done with keys. */
  KEY_EVENTS(
      "key_events",
      0,
      "kind name role projects user_id expires_at token_hash actor request_id done_at"),
  /** The hashes of the sealed tree. */
  AUDIT_TILE("audit_tile", 2, "level tile hashes"),
  /** Which entries are sealed. */
  AUDIT_SEALED("audit_sealed", 1, "first_leaf first_id entries");

  /** Of columns that hold no text. */
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("ordinal", "integer"),
          Map.entry("version", "integer"),
          Map.entry("through_version", "integer"),
          Map.entry("through_entry", "integer"),
          Map.entry("entries", "integer"),
          Map.entry("counted", "integer"),
          Map.entry("entry_id", "integer"),
          Map.entry("level", "integer"),
          Map.entry("tile", "integer"),
          Map.entry("first_leaf", "integer"),
          Map.entry("first_id", "integer"),
          Map.entry("hashes", "blob"),
          Map.entry("token_hash", "blob"),
          Map.entry("prev_hash", "blob"),
          Map.entry("hash", "blob"));

  /** Fits no row: a row that was damaged before a part of it was changed stays damaged. */
  private static final byte[] DAMAGED = {};

  private final String table;
  private final int keys;

  @SuppressWarnings("ImmutableEnumChecker") // As List.of makes it.
  private final List<String> columns;

  private final @Nullable String added;

  DigestedTable(String table, int keys, String columns) {
    this(table, keys, columns, null);
  }

  /**
   * @param added a column that a later step of the schema added: no part of the digest where it is
   *     null, so that digests from before it hold
   */
  DigestedTable(String table, int keys, String columns, @Nullable String added) {
    this.table = table;
    this.keys = keys;
    this.columns = List.of((added == null ? columns : columns + " " + added).split(" ", -1));
    this.added = added;
  }

  /** Its name in the database. */
  public String table() {
    return table;
  }

  /** The columns that the digest is of, in its order; the first {@link #keys} name the row. */
  public List<String> columns() {
    return columns;
  }

  /** How many of the columns name the row; none when its number does. */
  public int keys() {
    return keys;
  }

  /**
   * What {@link #verdict} reads, for a {@code SELECT}: the digest, then the type and bytes of each
   * column.
   */
  public String stored() {
    StringBuilder list = new StringBuilder("row_digest");
    for (String column : columns) {
      list.append(of(column));
    }
    return list.toString();
  }

  /** The same from a table that does not have the added column yet. */
  public String storedAtFirst() {
    return added == null ? stored() : stored().replace(of(added), ", 'null', NULL");
  }

  private static String of(String column) {
    return ", typeof(" + column + "), CAST(" + column + " AS BLOB)";
  }

  /**
   * Whether a row is what its digest was made of.
   *
   * @param row a row of {@link #stored}
   */
  public Verdict verdict(ResultSet row) throws SQLException {
    byte[] digest = row.getBytes(1);
    return digest == null ? Verdict.UNKNOWN : Verdict.of(digest, digestOf(row));
  }

  /**
   * What {@link #found} reads, for a {@code SELECT}: the digest, whether a value is of another
   * storage class than AtoCore writes, then the bytes of each column. By comparisons where that can
   * be, as numbers come before texts and those before blobs: to ask for each class costs more.
   */
  public String placed() {
    StringBuilder list = new StringBuilder("row_digest, CASE WHEN +row_digest < x''");
    for (String column : columns) {
      // The sign keeps SQLite from converting a side to the type of the column.
      list.append(
          switch (storageClass(column)) {
            case "text" -> " OR +" + column + " >= x''";
            case "blob" -> " OR +" + column + " < x''";
            default -> " OR typeof(" + column + ") NOT IN ('integer', 'null')";
          });
    }
    list.append(" THEN 1 ELSE 0 END");
    for (String column : columns) {
      list.append(", CAST(").append(column).append(" AS BLOB)");
    }
    return list.toString();
  }

  /**
   * The same where nobody has looked at the storage classes yet.
   *
   * @param row a row of {@link #placed}
   */
  public Verdict found(ResultSet row) throws SQLException {
    if (row.getInt(2) != 0) {
      return Verdict.MISPLACED;
    }
    byte[] digest = row.getBytes(1);
    if (digest == null) {
      return Verdict.UNKNOWN;
    }
    RowDigest found = new RowDigest(table);
    for (int i = 0; i < columns.size(); i++) {
      byte[] bytes = row.getBytes(i + 3);
      if (bytes != null || !isAdded(i)) {
        found.addStored(bytes == null ? "null" : storageClass(columns.get(i)), bytes);
      }
    }
    return Verdict.of(digest, found.bytes());
  }

  /** What is known of a row. */
  public enum Verdict {
    /** It has no digest. */
    UNKNOWN,
    /** It is what its digest was made of. */
    SOUND,
    /** It is not. */
    DAMAGED,
    /**
     * A value is of another storage class than AtoCore writes: no search finds it then, and a
     * program that writes so means no good.
     */
    MISPLACED;

    private static Verdict of(byte[] digest, byte[] found) {
      return Arrays.equals(digest, found) ? SOUND : DAMAGED;
    }
  }

  private static String storageClass(String column) {
    return CLASSES.getOrDefault(column, "text");
  }

  /** The digest of a row of {@link #stored} as it stands. */
  public byte[] digestOf(ResultSet row) throws SQLException {
    RowDigest digest = new RowDigest(table);
    int count = columns.size();
    for (int i = 0; i < count; i++) {
      byte[] value = row.getBytes(2 * i + 3);
      if (value != null || !isAdded(i)) {
        digest.addStored(row.getString(2 * i + 2), value);
      }
    }
    return digest.bytes();
  }

  /** The digest of a row with these values in order: texts and whole numbers. */
  public byte[] digest(@Nullable Object... values) {
    RowDigest digest = new RowDigest(table);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null || !isAdded(i)) {
        digest.add(value);
      }
    }
    return digest.bytes();
  }

  private boolean isAdded(int column) {
    return added != null && column == columns.size() - 1;
  }

  /**
   * The digest that the row of a memory carries, so that nobody sets it back to an earlier entry
   * without making one. What else is in the row, the entry that the head names vouches for.
   */
  public static byte[] ofMemory(
      @Nullable String id, @Nullable Long version, @Nullable ByteString head) {
    return RowDigest.of("memories", id, version, head);
  }

  /**
   * The digest of a row of which only a part is written now: nobody vouches for the rest of it
   * unless it was sound before.
   *
   * @param before what was known of it
   * @param digest the digest of the row as it will be
   */
  public static byte @Nullable [] digestAfter(Verdict before, byte[] digest) {
    return switch (before) {
      case UNKNOWN -> null;
      case SOUND -> digest;
      case DAMAGED, MISPLACED -> DAMAGED;
    };
  }
}
