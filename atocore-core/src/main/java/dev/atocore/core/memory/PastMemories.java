package dev.atocore.core.memory;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.Beginning;
import dev.atocore.audit.log.Beginnings;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.image.Image;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.Owner;
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
  private static final int SMALL_PAGE = 50;

  /** A page that finds less looks at no more than so many: its reader may ask for the next. */
  static final int LOOKED_AT = 50_000;

  private PastMemories() {}

  /**
   * A page of them. It may be short, or empty, and not be the last.
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
    Beginnings beginnings = new Beginnings(connection.sql());
    Beginning start = after == null ? Beginning.at(until) : place(beginnings, after, until);
    Beginning end = beginnings.behind(start, LOOKED_AT);
    Page page = new Page(filter, seen, limit, start);
    // Only what it may need: each row is two texts of the length of a memory.
    int rows = Math.max(SMALL_PAGE, (int) Math.min(PAGE, limit + 1L));
    List<Past> read = new ArrayList<>(rows);
    do {
      read.clear();
      beginnings.asOf(
          until,
          page.place,
          end,
          entries(filter),
          rows,
          (place, entry) -> read.add(new Past(place, entry)));
      for (Past past : read) {
        if (!page.add(past)) {
          return new MemoryPage(page.memories, Long.toString(page.place.id()), page.erased);
        }
      }
    } while (read.size() == rows);
    return new MemoryPage(page.memories, end == null ? null : Long.toString(end.id()), page.erased);
  }

  private static Beginning place(Beginnings beginnings, String after, String until) {
    Beginning place = beginnings.find(MemoryQueries.parseCursor(after));
    if (place == null) {
      throw MemoryQueries.noCursor(after);
    }
    return place.timestamp().compareTo(until) > 0 ? Beginning.at(until) : place;
  }

  /** What the log itself says of an entry's memory. */
  private static AuditFilter entries(MemoryFilter filter) {
    Owner owner = filter.owner();
    return AuditFilter.ALL
        .of(owner.userId(), owner.agentId(), owner.runId())
        .project(filter.project());
  }

  private record Past(Beginning place, AuditEntry entry) {}

  /** What is found. */
  private static final class Page {
    private final MemoryFilter filter;
    private final SqlWork<AuditEntry, Boolean> seen;
    private final int limit;
    private final List<Memory> memories = new ArrayList<>();
    private Beginning place;
    private long erased;

    Page(MemoryFilter filter, SqlWork<AuditEntry, Boolean> seen, int limit, Beginning start) {
      this.filter = filter;
      this.seen = seen;
      this.limit = limit;
      this.place = start;
    }

    /** False when it is full: then the memory is the first of the next page. */
    boolean add(Past past) throws SQLException {
      String image = past.entry().after();
      boolean hidden = !seen.run(past.entry());
      if (image == null) {
        erased += hidden ? 0 : 1;
      } else if (!hidden) {
        Memory memory = Image.of(image).toMemory();
        if (filter.matches(memory)) {
          if (memories.size() == limit) {
            return false;
          }
          memories.add(memory);
        }
      }
      place = past.place();
      return true;
    }
  }
}
