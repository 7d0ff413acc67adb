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
 * The row in which the log counts the chains that are begun in it, in the transaction that begins
 * them. What was damaged stays damaged, and a row that is gone stays gone: nobody could say what it
 * was. In a database with row locks there may be several rows, since sums add up.
 */
public final class ExtentTable {
  /** Fits no row. */
  private static final byte[] DAMAGED = {};

  private final SqlConnection connection;

  /** That of the log behind a connection. */
  public ExtentTable(SqlConnection connection) {
    this.connection = connection;
  }

  /** What was counted; null if that is damaged or gone. */
  public @Nullable LogExtent read() throws SQLException {
    Row row = row();
    return row != null && row.sound() ? row.extent() : null;
  }

  /** Begins with what is there, for a log that did not count so far. */
  public void begin(LogExtent there) throws SQLException {
    write(there, true);
  }

  /** Counts entries that begin a chain, of those that were written. */
  public void add(List<AuditEntry> entries) throws SQLException {
    List<AuditEntry> firsts = new ArrayList<>();
    for (AuditEntry entry : entries) {
      if (entry.version() == 1) {
        firsts.add(entry);
      }
    }
    Row row = firsts.isEmpty() ? null : row();
    if (row != null) {
      write(row.extent().with(firsts), row.sound());
    }
  }

  /** Counts a record that was chained behind the last. */
  public void addRecord(ByteString hash) throws SQLException {
    Row row = row();
    if (row != null) {
      write(row.extent().withRecord(hash), row.sound());
    }
  }

  private @Nullable Row row() throws SQLException {
    try (ResultSet rows = connection.prepare(ExtentSql.READ).executeQuery()) {
      if (!rows.next()) {
        return null;
      }
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
      return new Row(extent, ByteString.wrap(digest.bytes()).equals(stored.get(4)));
    }
  }

  private void write(LogExtent extent, boolean sound) throws SQLException {
    PreparedStatement update = connection.prepare(ExtentSql.WRITE);
    update.setLong(1, extent.chains());
    Columns.setBytes(update, 2, extent.chainSum());
    update.setLong(3, extent.records());
    Columns.setBytes(update, 4, extent.recordHash());
    update.setBytes(5, sound ? extent.digest() : DAMAGED);
    update.executeUpdate();
  }

  private record Row(LogExtent extent, boolean sound) {}
}
