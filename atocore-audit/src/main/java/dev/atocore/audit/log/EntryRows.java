package dev.atocore.audit.log;

import dev.atocore.audit.entry.Attribution;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.BodyDigests;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.LogRows;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Entries as statements find them in one database. */
final class EntryRows {
  /**
   * Stands in for the salt of an entry of which some value is of another storage class than it was
   * written in, beside digests: no such entry gives its hash.
   */
  private static final ByteString MISPLACED = ByteString.wrap(new byte[] {1});

  /** Flags of an entry: a value is of another storage class; it has an attribution. */
  private static final int MISPLACED_VALUE = 1;

  private static final int ATTRIBUTED = 2;

  private final SqlConnection connection;

  EntryRows(SqlConnection connection) {
    this.connection = connection;
  }

  /** The first entry that a query finds, if it finds one. Many ask so, one by one. */
  Optional<AuditEntry> one(Query query) {
    try (ResultSet rows = query.prepareKept(connection).executeQuery()) {
      return rows.next() ? Optional.of(read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw AuditException.unreadable(e);
    }
  }

  /** All entries that a query finds. */
  List<AuditEntry> list(Query query) {
    List<AuditEntry> found = new ArrayList<>();
    query(query, found::add);
    return found;
  }

  /** Hands over the entries that a query finds, one at a time. */
  void query(Query query, Consumer<AuditEntry> each) {
    LogRows.forEach(connection, query, rows -> each.accept(read(rows)));
  }

  /** The entry in the first columns of a row. */
  static AuditEntry read(ResultSet rows) throws SQLException {
    int flags = rows.getInt(18);
    boolean misplaced = (flags & MISPLACED_VALUE) != 0;
    ByteString salt = misplaced ? MISPLACED : Columns.bytes(rows, 12);
    ByteString before = Columns.bytes(rows, 15);
    ByteString after = Columns.bytes(rows, 16);
    ByteString note = Columns.bytes(rows, 17);
    boolean erased = misplaced || before != null || after != null || note != null;
    ByteString hash = Columns.bytes(rows, 14);
    return new AuditEntry(
        rows.getLong(1),
        Columns.textOrEmpty(rows, 2),
        rows.getLong(3),
        Columns.textOrEmpty(rows, 4),
        Columns.textOrEmpty(rows, 5),
        Columns.text(rows, 6),
        Columns.text(rows, 7),
        Columns.text(rows, 8),
        Columns.text(rows, 9),
        Columns.textOrEmpty(rows, 10),
        Columns.text(rows, 11),
        salt,
        Columns.bytes(rows, 13),
        hash == null ? ByteString.wrap(new byte[0]) : hash,
        (flags & ATTRIBUTED) == 0
            ? Attribution.NONE
            : new Attribution(
                Columns.text(rows, 19),
                Columns.text(rows, 20),
                Columns.text(rows, 21),
                Columns.text(rows, 22)),
        erased ? new BodyDigests(before, after, note) : null);
  }

  static void requireLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", not at least 1");
    }
  }
}
