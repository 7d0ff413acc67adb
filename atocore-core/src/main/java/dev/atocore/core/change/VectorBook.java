package dev.atocore.core.change;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.VectorTable;
import dev.atocore.core.model.Memory;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.TextVectors;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the vectors beside the texts of one transaction. A vector that was made before is written
 * with its text; one that was not is owed, and that of the text before goes in any case.
 */
final class VectorBook {
  private final StoreConnection connection;
  private final TextVectors vectors;

  VectorBook(StoreConnection connection, TextVectors vectors) {
    this.connection = connection;
    this.vectors = vectors;
  }

  /** After those rows were written. */
  void made(List<MemoryTable.NewRow> rows) throws SQLException {
    if (vectors.isOn()) {
      for (MemoryTable.NewRow row : rows) {
        put(row.memory());
      }
    }
  }

  /**
   * After a memory was written over another.
   *
   * @param before null when that is not known
   */
  void changed(@Nullable Memory before, Memory after) throws SQLException {
    if (after.content().equals(Memory.REDACTED)) {
      VectorTable.forget(connection, after.id());
      return;
    }
    String source = before == null ? null : before.sourceChunkId();
    if (source != null && !Objects.equals(source, after.sourceChunkId())) {
      VectorTable.forget(connection, after.id(), source);
    }
    if (before == null || !before.content().equals(after.content())) {
      if (!put(after)) {
        VectorTable.forget(connection, after.id(), VectorTable.OWN);
      }
    }
  }

  /** Writes the vector that was made beforehand; whether there is one. */
  private boolean put(Memory memory) throws SQLException {
    Embedding vector = vectors.find(memory.content());
    if (vector == null) {
      return false;
    }
    VectorTable.put(
        connection, memory.id(), VectorTable.OWN, vectors.model(), memory.content(), vector);
    return true;
  }
}
