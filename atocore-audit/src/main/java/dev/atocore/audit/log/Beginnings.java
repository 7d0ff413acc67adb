package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.sql.LogRows;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The memories that the log knows, in the order in which they began, newest first. The caller owns
 * the connection. Not thread-safe.
 *
 * <p>All methods throw {@link AuditException} with the code {@code audit_unreadable}.
 */
public final class Beginnings {
  private final SqlConnection connection;

  /** Those of the log in the database behind {@code connection}. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Beginnings(SqlConnection connection) {
    this.connection = connection;
  }

  /** The one with that entry; null when no memory began with it. */
  public @Nullable Beginning find(long id) {
    return one(new Query(BeginningSql.FIND, id));
  }

  /**
   * The one so many places behind the first that is older than {@code before}; null when there are
   * not so many.
   */
  public @Nullable Beginning behind(Beginning before, int count) {
    String timestamp = before.timestamp();
    return one(
        new Query(BeginningSql.AFTER_SO_MANY, timestamp, timestamp, before.id()).then(count));
  }

  /**
   * Memories as they were at a time: the newest entry of each at or before it, with where the
   * memory began.
   *
   * @param until that time, as entries have it
   * @param before only those that began before this
   * @param downTo only those that began there or later; null for all
   * @param filter only where that entry is one of these; its span of time is not looked at
   * @param limit at most so many
   */
  public void asOf(
      String until,
      Beginning before,
      @Nullable Beginning downTo,
      AuditFilter filter,
      int limit,
      BiConsumer<Beginning, AuditEntry> each) {
    String timestamp = before.timestamp();
    Query query = new Query(BeginningSql.AS_OF, until, timestamp, timestamp, before.id());
    if (downTo != null) {
      query.and(BeginningSql.DOWN_TO, downTo.timestamp(), downTo.timestamp(), downTo.id());
    }
    EntrySearch.checkTerms(query, filter).then(limit);
    LogRows.forEach(
        connection,
        query,
        rows ->
            each.accept(new Beginning(rows.getLong(23), rows.getString(24)), EntryRows.read(rows)));
  }

  private @Nullable Beginning one(Query query) {
    Beginning[] found = new Beginning[1];
    LogRows.forEach(
        connection, query, rows -> found[0] = new Beginning(rows.getLong(1), rows.getString(2)));
    return found[0];
  }
}
