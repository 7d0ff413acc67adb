package dev.atocore.core;

import dev.atocore.audit.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store as the log says it was. Walks the memories from the newest to the oldest by the entries
 * that began them.
 */
final class PastMemories {
  private static final int PAGE = 500;

  private PastMemories() {}

  static MemoryPage list(
      StoreConnection connection,
      String until,
      MemoryFilter filter,
      int limit,
      @Nullable String after) {
    List<Memory> memories = new ArrayList<>();
    long before = after == null ? Long.MAX_VALUE : MemoryQueries.parseCursor(after);
    while (true) {
      List<AuditEntry> beginnings = connection.audit().beginnings(until, before, PAGE);
      for (AuditEntry beginning : beginnings) {
        Memory memory = asOf(connection, beginning.memoryId(), until);
        if (memory != null && matches(memory, filter)) {
          if (memories.size() == limit) {
            return new MemoryPage(memories, Long.toString(before));
          }
          memories.add(memory);
        }
        before = beginning.id();
      }
      if (beginnings.size() < PAGE) {
        return new MemoryPage(memories, null);
      }
    }
  }

  private static @Nullable Memory asOf(StoreConnection connection, String id, String until) {
    Optional<AuditEntry> entry = connection.audit().findAsOf(id, until);
    String image = entry.isEmpty() ? null : entry.get().after();
    return image == null ? null : MemoryJson.parseImage(image);
  }

  private static boolean matches(Memory memory, MemoryFilter filter) {
    return (filter.status() == null || filter.status().word().equals(memory.status()))
        && (filter.type() == null || filter.type().word().equals(memory.type()))
        && (filter.project() == null || filter.project().equals(memory.project()));
  }
}
