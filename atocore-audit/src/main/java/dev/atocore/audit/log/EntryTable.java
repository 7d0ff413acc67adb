package dev.atocore.audit.log;

import dev.atocore.audit.entry.Attribution;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.BodyDigests;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.extent.ExtentTable;
import dev.atocore.audit.extent.LogExtent;
import dev.atocore.audit.io.HashSum;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the log in one database: written, and found one by one, through one connection
 * that the caller owns and whose transactions it rules. {@link EntryPages} looks for many. Not
 * thread-safe, as a connection is not.
 *
 * <p>Reading methods throw {@link AuditException} with the code {@code audit_unreadable}. {@link
 * #insert} throws the driver's own {@link SQLException}, because its caller must tell a failed
 * entry from a failed mutation.
 */
public final class EntryTable {
  /** How many entries one statement is to write where there are many. */
  public static final int BATCH = 50;

  private final SqlConnection connection;
  private final EntryRows entries;
  private final ExtentTable extent;

  /** The log in the database behind {@code connection}. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public EntryTable(SqlConnection connection) {
    this.connection = connection;
    this.entries = new EntryRows(connection);
    this.extent = new ExtentTable(connection);
  }

  /** The largest id in the log; 0 when it is empty. */
  public long maxId() throws SQLException {
    try (ResultSet rows = connection.prepare(EntrySql.MAX_ID).executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** What the log counted so far; null if that is damaged or gone. */
  @SuppressWarnings("exports") // For this module alone.
  public @Nullable LogExtent extent() throws SQLException {
    return extent.read();
  }

  /** What the log holds now, counted anew; it says nothing of records. */
  @SuppressWarnings("exports") // For this module alone.
  public LogExtent countAnew() throws SQLException {
    HashSum sum = new HashSum();
    long count = 0;
    try (PreparedStatement select = connection.prepareAnew(EntrySql.FIRST_HASHES);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] hash = rows.getBytes(1);
        sum.add(hash == null ? new byte[0] : hash);
        count++;
      }
    }
    return new LogExtent(count, ByteString.wrap(sum.bytes()), 0, null);
  }

  /** Writes a sealed entry within the caller's transaction. */
  public void insert(AuditEntry entry) throws SQLException {
    insert(List.of(entry));
  }

  /**
   * Writes sealed entries within the caller's transaction, in one statement: SQLite keeps a journal
   * for each statement that a trigger may stop, and that costs more than the entry.
   *
   * @param entries at least one; {@link #BATCH} at a time are best
   */
  public void insert(List<AuditEntry> entries) throws SQLException {
    int count = entries.size();
    boolean kept = count == 1 || count == BATCH;
    String sql = connection.rows(EntrySql.INSERT, EntrySql.VALUES, count);
    PreparedStatement insert =
        kept ? connection.prepare(sql) : connection.jdbc().prepareStatement(sql);
    try {
      int index = 0;
      for (AuditEntry entry : entries) {
        index = set(insert, index, entry);
      }
      if (insert.executeUpdate() != count) {
        throw new SQLException("an entry was ignored by a trigger on memory_audit");
      }
    } finally {
      if (!kept) {
        insert.close();
      }
    }
    extent.add(entries);
  }

  /** Sets the values of an entry after that place; the place of its last one. */
  private static int set(PreparedStatement insert, int before, AuditEntry entry)
      throws SQLException {
    int index = before;
    insert.setLong(++index, entry.id());
    insert.setString(++index, entry.memoryId());
    insert.setLong(++index, entry.version());
    insert.setString(++index, entry.action());
    insert.setString(++index, entry.actor());
    insert.setString(++index, entry.project());
    insert.setString(++index, entry.before());
    insert.setString(++index, entry.after());
    insert.setString(++index, entry.note());
    insert.setString(++index, entry.timestamp());
    insert.setString(++index, entry.requestId());
    Columns.setBytes(insert, ++index, entry.salt());
    Columns.setBytes(insert, ++index, entry.prevHash());
    Columns.setBytes(insert, ++index, entry.hash());
    BodyDigests erased = entry.erased();
    Columns.setBytes(insert, ++index, erased == null ? null : erased.before());
    Columns.setBytes(insert, ++index, erased == null ? null : erased.after());
    Columns.setBytes(insert, ++index, erased == null ? null : erased.note());
    Attribution attribution = entry.attribution();
    insert.setString(++index, attribution.onBehalfOf());
    insert.setString(++index, attribution.userId());
    insert.setString(++index, attribution.agentId());
    insert.setString(++index, attribution.runId());
    return index;
  }

  /** The entry with that id, if there is one. */
  public Optional<AuditEntry> find(long id) {
    return entries.one(new Query(EntrySql.FIND, id));
  }

  /** The entry that led to that version of that memory, if there is one. */
  public Optional<AuditEntry> find(String memoryId, long version) {
    return entries.one(new Query(EntrySql.FIND_VERSION, memoryId, version));
  }

  /** The newest entry of that memory at or before that time, if there is one. */
  public Optional<AuditEntry> findAsOf(String memoryId, String timestamp) {
    return entries.one(new Query(EntrySql.FIND_AS_OF, memoryId, timestamp));
  }

  /** The newest entry of that memory, if there is one. */
  public Optional<AuditEntry> findNewest(String memoryId) {
    return entries.one(new Query(EntrySql.FIND_NEWEST, memoryId));
  }

  /** The version of the newest entry of that memory, by an index alone; 0 when there is none. */
  public long newestVersion(String memoryId) throws SQLException {
    PreparedStatement select = connection.prepare(EntrySql.NEWEST_VERSION);
    select.setString(1, memoryId);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /**
   * The first change that someone else made to a memory, or the actor itself after the span.
   *
   * @param version only after this version
   * @param actor whose own changes do not count
   * @param until the actor's own changes at or after this do count; null for never
   */
  public Optional<AuditEntry> findLaterChange(
      String memoryId, long version, String actor, @Nullable String until) {
    // No timestamp is larger than a tilde.
    return entries.one(
        new Query(
            EntrySql.FIND_LATER_CHANGE, memoryId, version, actor, until == null ? "~" : until));
  }

  /** All entries of one memory, oldest first. */
  public void history(String memoryId, Consumer<AuditEntry> each) {
    entries.query(new Query(EntrySql.HISTORY, memoryId), each);
  }

  /** Entries with ids from {@code first} to {@code last}, in order, one at a time. */
  public void forEachBetween(long first, long last, Consumer<AuditEntry> each) {
    entries.query(new Query(EntrySql.BETWEEN, first, last), each);
  }

  /**
   * Entries with ids from {@code first} to {@code last}, in order.
   *
   * @param limit at most so many, at least 1
   */
  public List<AuditEntry> between(long first, long last, int limit) {
    EntryRows.requireLimit(limit);
    return entries.list(new Query(EntrySql.FIRST_BETWEEN, first, last, limit));
  }
}
