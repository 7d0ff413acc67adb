package dev.atocore.core;

import dev.atocore.audit.AuditSubject;
import dev.atocore.audit.ByteString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of memories as the audit log looks at them, in order of their ids, one at a time. */
final class MemorySubjects implements AuditSubject.Cursor, AutoCloseable {
  private final PreparedStatement select;
  private final ResultSet rows;

  MemorySubjects(StoreConnection connection, @Nullable String memoryId) throws SQLException {
    Query query = new Query(MemoryTable.SELECT);
    if (memoryId != null) {
      query.and("memories.id = ?", memoryId);
    }
    select = query.append(" ORDER BY memories.id").prepare(connection);
    rows = select.executeQuery();
  }

  @Override
  public @Nullable AuditSubject next() {
    try {
      return rows.next() ? new Row(MemoryTable.read(rows)) : null;
    } catch (SQLException e) {
      throw new StoreException("store_error", "the memories cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws SQLException {
    select.close();
  }

  private record Row(StoredMemory stored) implements AuditSubject {
    @Override
    public String memoryId() {
      return stored.memory().id();
    }

    @Override
    public long version() {
      return stored.memory().version();
    }

    @Override
    public @Nullable ByteString head() {
      return stored.head();
    }

    @Override
    public boolean matches(byte[] image) {
      return Arrays.equals(MemoryJson.imageBytes(stored.memory()), image);
    }
  }
}
