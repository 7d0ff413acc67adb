package dev.atocore.core.memory;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.EntryPages;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Image;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.store.SqlWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store as the log says it was. Walks the memories from the newest to the oldest by the entries
 * that began them.
 */
public final class PastMemories {
  private static final int PAGE = 500;

  private PastMemories() {}

  /**
   * A page of them.
   *
   * @param seen whether what an entry led to is there for who asks
   */
  public static MemoryPage list(
      StoreConnection connection,
      String until,
      MemoryFilter filter,
      SqlWork<AuditEntry, Boolean> seen,
      int limit,
      @Nullable String after)
      throws SQLException {
    List<Memory> memories = new ArrayList<>();
    long before = after == null ? Long.MAX_VALUE : MemoryQueries.parseCursor(after);
    long erased = 0;
    while (true) {
      List<AuditEntry> beginnings =
          new EntryPages(connection.sql()).beginnings(until, before, PAGE);
      for (AuditEntry beginning : beginnings) {
        AuditEntry entry = connection.audit().findAsOf(beginning.memoryId(), until).orElse(null);
        String image = entry == null ? null : entry.after();
        boolean hidden = entry != null && !seen.run(entry);
        if (image == null) {
          erased += hidden ? 0 : 1;
        } else if (!hidden) {
          Memory memory = Image.of(image).toMemory();
          if (filter.matches(memory)) {
            if (memories.size() == limit) {
              return new MemoryPage(memories, Long.toString(before), erased);
            }
            memories.add(memory);
          }
        }
        before = beginning.id();
      }
      if (beginnings.size() < PAGE) {
        return new MemoryPage(memories, null, erased);
      }
    }
  }
}
