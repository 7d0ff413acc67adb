package dev.atocore.core.memory;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.sql.Columns;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.SourceChunks;
import dev.atocore.core.model.Validity;
import dev.atocore.core.text.ContentHash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of the table of memories. */
public final class MemoryTable {
  private MemoryTable() {}

  public static @Nullable StoredMemory find(StoreConnection connection, String id)
      throws SQLException {
    return find(connection, MemorySql.FIND, id);
  }

  /** The same, and keeps others from changing it until the transaction ends. */
  public static @Nullable StoredMemory findForChange(StoreConnection connection, String id)
      throws SQLException {
    return find(connection, MemorySql.FIND_FOR_CHANGE, id);
  }

  /** Keeps others from changing these until the transaction ends. */
  public static void hold(StoreConnection connection, Collection<String> ids) throws SQLException {
    versions(connection, ids);
  }

  /** The same of memories that were read without; those of them that are still as they were. */
  public static List<StoredMemory> holdUnchanged(
      StoreConnection connection, List<StoredMemory> read) throws SQLException {
    if (read.isEmpty() || !connection.database().writers().sideBySide()) {
      return read;
    }
    Map<String, Long> versions =
        versions(connection, read.stream().map(stored -> stored.memory().id()).toList());
    return read.stream()
        .filter(
            stored -> Objects.equals(versions.get(stored.memory().id()), stored.memory().version()))
        .toList();
  }

  private static Map<String, Long> versions(StoreConnection connection, Collection<String> ids)
      throws SQLException {
    Map<String, Long> versions = new HashMap<>();
    if (!ids.isEmpty() && connection.database().writers().sideBySide()) {
      PreparedStatement select = connection.prepare(MemorySql.VERSIONS_FOR_CHANGE);
      select.setString(1, SourceChunks.json(ids));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          versions.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return versions;
  }

  private static @Nullable StoredMemory find(StoreConnection connection, MemorySql sql, String id)
      throws SQLException {
    PreparedStatement select = connection.prepare(sql);
    select.setString(1, id);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? read(rows, rows.getInt(25) != 0) : null;
    }
  }

  public static void insert(StoreConnection connection, Memory memory, ByteString head)
      throws SQLException {
    insert(
        connection, List.of(new NewRow(memory, ContentHash.ofStatement(memory.content()), head)));
  }

  /** As {@link EntryTable#insert(List)} does it, and for the same reason. */
  public static void insert(StoreConnection connection, List<NewRow> rows) throws SQLException {
    int count = rows.size();
    boolean kept = count == 1 || count == EntryTable.BATCH;
    String sql = connection.sql().rows(MemorySql.INSERT, MemorySql.VALUES, count);
    PreparedStatement insert =
        kept ? connection.sql().prepare(sql) : connection.jdbc().prepareStatement(sql);
    try {
      int index = 0;
      for (NewRow row : rows) {
        index = set(insert, index, row);
      }
      insert.executeUpdate();
    } finally {
      if (!kept) {
        insert.close();
      }
    }
    for (NewRow row : rows) {
      written(connection, row.memory());
    }
  }

  /** Sets the values of a row after that place; the place of its last one. */
  private static int set(PreparedStatement insert, int before, NewRow row) throws SQLException {
    int index = before;
    Memory memory = row.memory();
    insert.setString(++index, memory.id());
    insert.setString(++index, memory.type());
    insert.setString(++index, memory.content());
    insert.setString(++index, row.contentHash());
    insert.setString(++index, memory.project());
    insert.setString(++index, memory.status());
    insert.setDouble(++index, memory.confidence());
    insert.setLong(++index, memory.referenceCount());
    insert.setString(++index, memory.lastReferencedAt());
    insert.setString(++index, memory.sourceChunkId());
    insert.setString(++index, memory.supersededBy());
    insert.setLong(++index, memory.version());
    insert.setBytes(++index, row.head().toByteArray());
    insert.setString(++index, memory.createdAt());
    insert.setString(++index, memory.updatedAt());
    insert.setBytes(++index, digest(memory, row.head()));
    return setFields(insert, index, memory);
  }

  /** Sets, after that place, what few memories have; the place of the last one. */
  private static int setFields(PreparedStatement statement, int before, Memory memory)
      throws SQLException {
    int index = before;
    Owner owner = memory.owner();
    Validity validity = memory.validity();
    statement.setString(++index, owner.userId());
    statement.setString(++index, owner.agentId());
    statement.setString(++index, owner.runId());
    statement.setString(++index, memory.metadata().isEmpty() ? null : memory.metadata().json());
    statement.setString(++index, SourceChunks.further(memory.sourceChunkIds()));
    statement.setString(++index, validity.from());
    statement.setString(++index, validity.until());
    statement.setString(++index, validity.reviewBy());
    return index;
  }

  /** Writes {@code after} over the row that still is at the version of {@code stored}. */
  public static void update(
      StoreConnection connection, StoredMemory stored, Memory after, ByteString head)
      throws SQLException {
    Memory before = stored.memory();
    requireOne(connection, rewrite(connection, stored, after, head), before);
    if (!sameFields(before, after)) {
      PreparedStatement fields = connection.prepare(MemorySql.UPDATE_FIELDS);
      fields.setString(setFields(fields, 0, after) + 1, before.id());
      fields.executeUpdate();
    }
    if (stored.hashless() || !after.content().equals(before.content())) {
      PreparedStatement content = connection.prepare(MemorySql.UPDATE_CONTENT);
      content.setString(1, after.content());
      content.setString(2, ContentHash.ofStatement(after.content()));
      content.setString(3, before.id());
      content.executeUpdate();
      written(connection, after);
    }
  }

  private static void written(StoreConnection connection, Memory memory) throws SQLException {
    connection.database().fullText().written(connection, memory.id(), memory.content());
  }

  /**
   * As {@link #update}, but writes only the columns that differ, where those are the few of the
   * common changes: each index that is left alone is a page less to write.
   */
  public static void updateChanged(
      StoreConnection connection, StoredMemory stored, Memory after, ByteString head)
      throws SQLException {
    Memory before = stored.memory();
    if (stored.hashless()) {
      update(connection, stored, after, head);
    } else if (sameButPlace(before, after)) {
      requireOne(connection, move(connection, stored, after, head), before);
    } else if (sameButReferences(before, after)) {
      requireOne(connection, refer(connection, stored, after, head), before);
    } else {
      update(connection, stored, after, head);
    }
  }

  private static void requireOne(StoreConnection connection, int changed, Memory before)
      throws SQLException {
    if (changed == 1) {
      return;
    }
    String why =
        "memory "
            + before.id()
            + " has moved on from version "
            + before.version()
            + "; read it again";
    if (connection.database().writers().sideBySide()) {
      // Another changed it since this transaction read it: run again, it reads anew.
      throw new SQLTransactionRollbackException(why, "40001");
    }
    throw new ConflictException(why);
  }

  /** Whether nothing but the status, and by whom it is superseded, may differ. */
  private static boolean sameButPlace(Memory a, Memory b) {
    return sameText(a, b)
        && a.confidence() == b.confidence()
        && a.referenceCount() == b.referenceCount()
        && Objects.equals(a.lastReferencedAt(), b.lastReferencedAt());
  }

  /** Whether nothing but the confidence and the references may differ. */
  private static boolean sameButReferences(Memory a, Memory b) {
    return sameText(a, b)
        && a.status().equals(b.status())
        && Objects.equals(a.supersededBy(), b.supersededBy());
  }

  private static boolean sameText(Memory a, Memory b) {
    return a.content().equals(b.content())
        && a.type().equals(b.type())
        && Objects.equals(a.project(), b.project())
        && Objects.equals(a.sourceChunkId(), b.sourceChunkId())
        && sameFields(a, b);
  }

  private static boolean sameFields(Memory a, Memory b) {
    return a.owner().equals(b.owner())
        && a.metadata().equals(b.metadata())
        && a.sourceChunkIds().equals(b.sourceChunkIds())
        && a.validity().equals(b.validity());
  }

  private static int move(
      StoreConnection connection, StoredMemory stored, Memory after, ByteString head)
      throws SQLException {
    PreparedStatement update = connection.prepare(MemorySql.MOVE);
    update.setString(1, after.status());
    update.setString(2, after.supersededBy());
    return finish(update, 3, stored, after, head);
  }

  private static int refer(
      StoreConnection connection, StoredMemory stored, Memory after, ByteString head)
      throws SQLException {
    PreparedStatement update = connection.prepare(MemorySql.REFER);
    update.setDouble(1, after.confidence());
    update.setLong(2, after.referenceCount());
    update.setString(3, after.lastReferencedAt());
    return finish(update, 4, stored, after, head);
  }

  private static int rewrite(
      StoreConnection connection, StoredMemory stored, Memory after, ByteString head)
      throws SQLException {
    PreparedStatement update = connection.prepare(MemorySql.UPDATE);
    update.setString(1, after.type());
    update.setString(2, after.project());
    update.setString(3, after.status());
    update.setDouble(4, after.confidence());
    update.setLong(5, after.referenceCount());
    update.setString(6, after.lastReferencedAt());
    update.setString(7, after.sourceChunkId());
    update.setString(8, after.supersededBy());
    return finish(update, 9, stored, after, head);
  }

  /** Sets what every change sets, and runs it. */
  private static int finish(
      PreparedStatement update, int next, StoredMemory stored, Memory after, ByteString head)
      throws SQLException {
    update.setLong(next, after.version());
    update.setBytes(next + 1, head.toByteArray());
    update.setString(next + 2, after.updatedAt());
    update.setBytes(next + 3, digest(after, head));
    update.setLong(next + 4, stored.seq());
    update.setString(next + 5, stored.memory().id());
    update.setLong(next + 6, stored.memory().version());
    return update.executeUpdate();
  }

  private static byte[] digest(Memory memory, ByteString head) {
    return DigestedTable.ofMemory(memory.id(), memory.version(), head);
  }

  /**
   * Sets right what no change of the store's own touches: the hash of the content, the birth, and a
   * content that only another program wrote otherwise.
   */
  public static void mend(StoreConnection connection, Memory memory) throws SQLException {
    PreparedStatement mend = connection.prepare(MemorySql.MEND);
    mend.setString(1, memory.content());
    mend.setString(2, ContentHash.ofStatement(memory.content()));
    mend.setString(3, memory.createdAt());
    mend.setString(4, memory.id());
    mend.executeUpdate();
    written(connection, memory);
  }

  /** The id alone of a row that {@link #read} could read. */
  static String id(ResultSet rows) throws SQLException {
    return Columns.textOrEmpty(rows, 2);
  }

  public static StoredMemory read(ResultSet rows) throws SQLException {
    return read(rows, false);
  }

  private static StoredMemory read(ResultSet rows, boolean hashless) throws SQLException {
    byte[] head = rows.getBytes(13);
    Memory.Builder memory = Memory.builder();
    // Each value costs a call into the database, and most memories have none of these.
    boolean given = rows.getInt(16) != 0;
    if (given) {
      memory
          .owner(Owner.of(Columns.text(rows, 17), Columns.text(rows, 18), Columns.text(rows, 19)))
          .metadata(Metadata.stored(Columns.text(rows, 20)))
          .validity(
              Validity.of(Columns.text(rows, 22), Columns.text(rows, 23), Columns.text(rows, 24)));
    }
    return new StoredMemory(
        memory
            .id(Columns.textOrEmpty(rows, 2))
            .type(Columns.textOrEmpty(rows, 3))
            .content(Columns.textOrEmpty(rows, 4))
            .project(Columns.text(rows, 5))
            .status(Columns.textOrEmpty(rows, 6))
            .confidence(rows.getDouble(7))
            .referenceCount(rows.getLong(8))
            .lastReferencedAt(Columns.text(rows, 9))
            .sourceChunkIds(
                SourceChunks.stored(Columns.text(rows, 10), given ? Columns.text(rows, 21) : null))
            .supersededBy(Columns.text(rows, 11))
            .version(rows.getLong(12))
            .createdAt(Columns.textOrEmpty(rows, 14))
            .updatedAt(Columns.textOrEmpty(rows, 15))
            .build(),
        rows.getLong(1),
        head == null ? null : ByteString.copyOf(head),
        hashless);
  }

  /** A memory that has no row yet, the hash of its content, and the hash of its entry. */
  public record NewRow(Memory memory, String contentHash, ByteString head) {}
}
