package dev.atocore.audit.extent;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.HashSum;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.RowDigest;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the log counts the chains that are begun in it, in the transaction that begins them. What
 * was damaged stays damaged, and a row that is gone stays gone: nobody could say what it was. In a
 * database with row locks there are several rows, since sums add up, and each writer takes one that
 * no other holds; the first has the records too, and whoever holds it is alone to add one.
 */
public final class ExtentTable {
  /** Fits no row. */
  private static final byte[] DAMAGED = {};

  private static final long FIRST = 1;

  private final SqlConnection connection;

  /** That of the log behind a connection. */
  public ExtentTable(SqlConnection connection) {
    this.connection = connection;
  }

  /** What was counted; null if a part of that is damaged, or the part with the records is gone. */
  public @Nullable LogExtent read() throws SQLException {
    LogExtent whole = null;
    boolean sound = true;
    try (ResultSet rows = connection.prepare(ExtentSql.ALL).executeQuery()) {
      while (rows.next()) {
        Row part = row(rows);
        sound &= part.sound();
        if (part.id() == FIRST) {
          whole = part.extent();
        } else if (whole != null) {
          whole = whole.withPart(part.extent());
        }
      }
    }
    return sound ? whole : null;
  }

  /** Begins with what is there, for a log that did not count so far. */
  public void begin(LogExtent there) throws SQLException {
    write(FIRST, there, true);
  }

  /** Counts entries that begin a chain, of those that were written. */
  public void add(List<AuditEntry> entries) throws SQLException {
    List<AuditEntry> firsts = new ArrayList<>();
    for (AuditEntry entry : entries) {
      if (entry.version() == 1) {
        firsts.add(entry);
      }
    }
    if (firsts.isEmpty()) {
      return;
    }
    Row row = row(ExtentSql.FREE);
    if (row == null) {
      // More write at once than there are parts: one of them waits.
      row = row(ExtentSql.FIRST);
    }
    if (row != null) {
      write(row.id(), row.extent().with(firsts), row.sound());
    }
  }

  /** Keeps every other transaction from putting something on record until this one is over. */
  public void lockRecords() throws SQLException {
    row(ExtentSql.FIRST);
  }

  /** Counts a record that was chained behind the last. */
  public void addRecord(ByteString hash) throws SQLException {
    Row row = row(ExtentSql.FIRST);
    if (row != null) {
      write(FIRST, row.extent().withRecord(hash), row.sound());
    }
  }

  private @Nullable Row row(ExtentSql which) throws SQLException {
    try (ResultSet rows = connection.prepare(which).executeQuery()) {
      return rows.next() ? row(rows) : null;
    }
  }

  private static Row row(ResultSet rows) throws SQLException {
    ByteString sum = Columns.bytes(rows, 2);
    LogExtent extent =
        new LogExtent(
            rows.getLong(1),
            sum == null ? ByteString.wrap(new HashSum().bytes()) : sum,
            rows.getLong(3),
            Columns.bytes(rows, 4));
    // Of the values in their storage classes: a number that became a text is no longer sound.
    List<@Nullable Object> stored = Columns.stored(rows, 5);
    RowDigest digest = new RowDigest(LogExtent.TABLE);
    for (Object value : stored.subList(0, 4)) {
      digest.addFound(value);
    }
    return new Row(rows.getLong(6), extent, ByteString.wrap(digest.bytes()).equals(stored.get(4)));
  }

  private void write(long id, LogExtent extent, boolean sound) throws SQLException {
    PreparedStatement update = connection.prepare(ExtentSql.WRITE);
    update.setLong(1, extent.chains());
    Columns.setBytes(update, 2, extent.chainSum());
    update.setLong(3, extent.records());
    Columns.setBytes(update, 4, extent.recordHash());
    update.setBytes(5, sound ? extent.digest() : DAMAGED);
    update.setLong(6, id);
    update.executeUpdate();
  }

  private record Row(long id, LogExtent extent, boolean sound) {}
}
