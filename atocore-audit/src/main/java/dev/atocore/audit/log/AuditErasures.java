package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.BodyDigests;
import dev.atocore.audit.entry.RowDigest;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
  public AuditErasures(SqlConnection connection) {
    this.connection = connection;
  }

  /** Puts an erasure on record; to be done before the bodies go, in the same transaction. */
  public void record(Erasure erasure) throws SQLException {
    try (PreparedStatement insert = connection.prepareAnew(ErasureSql.INSERT)) {
      insert.setString(1, erasure.kind().word());
      insert.setString(2, erasure.memoryId());
      setNumber(insert, 3, erasure.throughVersion());
      insert.setString(4, erasure.olderThan());
      setNumber(insert, 5, erasure.throughEntry());
      insert.setString(6, erasure.archive());
      insert.setString(7, erasure.archiveSha256());
      insert.setLong(8, erasure.entries());
      insert.setString(9, erasure.actor());
      insert.setString(10, erasure.reason());
      insert.setString(11, erasure.requestId());
      insert.setString(12, erasure.at());
      insert.setBytes(13, digest(erasure));
      insert.executeUpdate();
    }
  }

  /** All that is on record, oldest first. */
  public List<Erasure> all() throws SQLException {
    List<Erasure> erasures = new ArrayList<>();
    try (PreparedStatement select = connection.prepareAnew(ErasureSql.ALL);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Erasure.Kind kind = kind(rows.getString(1));
        if (kind != null) {
          erasures.add(read(kind, rows));
        }
      }
    }
    return erasures;
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

  private static byte[] digest(Erasure erasure) {
    return RowDigest.of(
        "audit_erasures",
        erasure.kind().word(),
        erasure.memoryId(),
        number(erasure.throughVersion()),
        erasure.olderThan(),
        number(erasure.throughEntry()),
        erasure.archive(),
        erasure.archiveSha256(),
        erasure.entries(),
        erasure.actor(),
        erasure.reason(),
        erasure.requestId(),
        erasure.at());
  }

  private static Erasure read(Erasure.Kind kind, ResultSet rows) throws SQLException {
    return new Erasure(
        kind,
        rows.getString(2),
        rows.getLong(3),
        rows.getString(4),
        rows.getLong(5),
        rows.getString(6),
        rows.getString(7),
        rows.getLong(8),
        String.valueOf(rows.getString(9)),
        rows.getString(10),
        rows.getString(11),
        String.valueOf(rows.getString(12)));
  }

  private static Erasure.@Nullable Kind kind(@Nullable String word) {
    for (Erasure.Kind kind : Erasure.Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return null;
  }

  private static void setNumber(PreparedStatement statement, int index, long number)
      throws SQLException {
    statement.setObject(index, number(number), Types.BIGINT);
  }

  private static @Nullable Long number(long number) {
    return number == 0 ? null : number;
  }
}
