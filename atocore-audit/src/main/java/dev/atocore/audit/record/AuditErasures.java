package dev.atocore.audit.record;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.BodyDigests;
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
 * Takes the bodies out of entries, and keeps the record of who did so and why. The database itself
 * refuses to let a body go that no record covers. The caller owns the connection and rules its
 * transactions. Not thread-safe.
 */
public final class AuditErasures {
  private final SqlConnection connection;

  /** The erasures in the database behind {@code connection}. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public AuditErasures(SqlConnection connection) {
    this.connection = connection;
  }

  /** Puts an erasure on record; to be done before the bodies go, in the same transaction. */
  public void record(Erasure erasure) throws SQLException {
    AuditRecords records = new AuditRecords(connection);
    records.begin();
    @Nullable Object[] row = row(erasure);
    try (PreparedStatement insert = connection.prepareAnew(ErasureSql.INSERT)) {
      for (int i = 0; i < row.length; i++) {
        insert.setObject(i + 1, row[i]);
      }
      insert.setBytes(row.length + 1, RowDigest.of("audit_erasures", row));
      insert.executeUpdate();
    }
    records.append(AuditRecords.Kind.ERASURE);
  }

  /** All that is on record, oldest first. */
  public List<Erasure> all() throws SQLException {
    List<Erasure> erasures = new ArrayList<>();
    try (PreparedStatement select = connection.prepareAnew(ErasureSql.ALL);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Erasure erasure = read(rows);
        if (erasure != null) {
          erasures.add(erasure);
        }
      }
    }
    return erasures;
  }

  /** What a row says; null if it is of no kind that there is. */
  static @Nullable Erasure read(ResultSet rows) throws SQLException {
    String kind = rows.getString(1);
    return Erasure.Redaction.KIND.equals(kind)
        ? redaction(rows)
        : Erasure.Pruning.KIND.equals(kind) ? pruning(rows) : null;
  }

  /** Erases the bodies and the salt of those entries, of which a record says so. */
  public void redact(List<AuditEntry> entries) throws SQLException {
    erase(entries, true);
  }

  /** Erases the bodies of those entries, which are in an archive and of which a record says so. */
  public void prune(List<AuditEntry> entries) throws SQLException {
    erase(entries, false);
  }

  private void erase(List<AuditEntry> entries, boolean saltToo) throws SQLException {
    try (PreparedStatement update = connection.prepareAnew(ErasureSql.ERASE)) {
      for (AuditEntry entry : entries) {
        AuditEntry left = saltToo ? entry.redact() : entry.prune();
        BodyDigests digests = left.erased();
        if (digests == null) {
          throw new IllegalStateException("An erased entry has no digests.");
        }
        Columns.setBytes(update, 1, left.salt());
        Columns.setBytes(update, 2, digests.before());
        Columns.setBytes(update, 3, digests.after());
        Columns.setBytes(update, 4, digests.note());
        update.setLong(5, entry.id());
        update.executeUpdate();
      }
    }
  }

  /** The columns of its row but the last, which is their digest. */
  private static @Nullable Object[] row(Erasure erasure) {
    Erasure.Redaction redaction = erasure instanceof Erasure.Redaction one ? one : null;
    Erasure.Pruning pruning = erasure instanceof Erasure.Pruning one ? one : null;
    return new @Nullable Object[] {
      erasure.kind(),
      redaction == null ? null : redaction.memoryId(),
      redaction == null ? null : number(redaction.throughVersion()),
      pruning == null ? null : pruning.olderThan(),
      pruning == null ? null : number(pruning.throughEntry()),
      pruning == null ? null : pruning.archive(),
      pruning == null ? null : pruning.archiveSha256(),
      erasure.entries(),
      erasure.actor(),
      erasure.reason(),
      erasure.requestId(),
      erasure.at()
    };
  }

  private static Erasure redaction(ResultSet rows) throws SQLException {
    return new Erasure.Redaction(
        Columns.textOrEmpty(rows, 2),
        rows.getLong(3),
        rows.getLong(8),
        Columns.textOrEmpty(rows, 9),
        rows.getString(10),
        rows.getString(11),
        Columns.textOrEmpty(rows, 12));
  }

  private static Erasure pruning(ResultSet rows) throws SQLException {
    return new Erasure.Pruning(
        Columns.textOrEmpty(rows, 4),
        rows.getLong(5),
        Columns.textOrEmpty(rows, 6),
        Columns.textOrEmpty(rows, 7),
        rows.getLong(8),
        Columns.textOrEmpty(rows, 9),
        rows.getString(10),
        rows.getString(11),
        Columns.textOrEmpty(rows, 12));
  }

  private static @Nullable Long number(long number) {
    return number == 0 ? null : number;
  }
}
