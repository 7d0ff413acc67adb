package dev.atocore.core.bulk;

import dev.atocore.audit.log.EntryPages;
import dev.atocore.core.db.StoreConnection;
import java.util.Arrays;

/**
 * The first entry of each memory that is to be taken back, in the order of the log: a number for
 * each.
 *
 * @param request whose changes
 * @param ids the ids of these entries, rising
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these, and there may be many.
record FirstChanges(UndoRequest request, long[] ids) {
  static FirstChanges read(StoreConnection connection, UndoRequest request) {
    long[] ids =
        new EntryPages(connection.sql())
            .firstChanges(request.actor(), request.since(), request.until());
    Arrays.sort(ids);
    return new FirstChanges(request, ids);
  }

  int count() {
    return ids.length;
  }

  long id(int place) {
    return ids[place];
  }

  /** The place of a memory's; negative when nothing of it is to be taken back. */
  int place(StoreConnection connection, String memoryId) {
    long first =
        new EntryPages(connection.sql())
            .firstChange(memoryId, request.actor(), request.since(), request.until());
    return Arrays.binarySearch(ids, first);
  }
}
