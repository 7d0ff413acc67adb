package dev.atocore.core.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.verify.AuditSubject;
import dev.atocore.audit.verify.ChainRange;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.image.MemoryJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of memories as the audit log looks at them, in order of their ids, one at a time. */
public final class MemorySubjects implements AuditSubject.Cursor, AutoCloseable {
  private final StoreConnection connection;
  private final PreparedStatement select;
  private final ResultSet rows;

  public MemorySubjects(StoreConnection connection, ChainRange range) throws SQLException {
    this.connection = connection;
    select =
        range
            .restrict(
                new Query(MemorySql.SUBJECTS),
                MemorySql.WITH_ID,
                MemorySql.WITH_ID_BEFORE,
                MemorySql.WITH_ID_FROM)
            .prepare(connection.sql());
    rows = select.executeQuery();
  }

  @Override
  public @Nullable AuditSubject next() {
    try {
      if (!rows.next()) {
        return null;
      }
      byte[] head = rows.getBytes(3);
      return new Row(
          new String(rows.getBytes(1), UTF_8),
          rows.getLong(2),
          head == null ? null : ByteString.copyOf(head),
          rows.getBytes(4),
          rows.getBytes(5));
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static StoreException unreadable(SQLException e) {
    return new StoreException("store_error", "the memories cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() throws SQLException {
    select.close();
  }

  private final class Row implements AuditSubject {
    private final String memoryId;
    private final long version;
    private final @Nullable ByteString head;
    private final byte[] image;
    private final byte @Nullable [] digest;

    Row(
        String memoryId,
        long version,
        @Nullable ByteString head,
        byte[] image,
        byte @Nullable [] digest) {
      this.memoryId = memoryId;
      this.version = version;
      this.head = head;
      this.image = image;
      this.digest = digest;
    }

    @Override
    public String memoryId() {
      return memoryId;
    }

    @Override
    public long version() {
      return version;
    }

    @Override
    public @Nullable ByteString head() {
      return head;
    }

    @Override
    public boolean sound() {
      return Arrays.equals(digest, DigestedTable.ofMemory(memoryId, version, head));
    }

    @Override
    public boolean matches(byte[] wanted) {
      if (Arrays.equals(image, wanted)) {
        return true;
      }
      // The database may spell the same row otherwise: what counts is how the store writes it.
      try {
        StoredMemory stored = MemoryTable.find(connection, memoryId);
        return stored != null && Arrays.equals(MemoryJson.imageBytes(stored.memory()), wanted);
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }
  }
}
