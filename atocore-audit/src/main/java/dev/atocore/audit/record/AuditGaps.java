package dev.atocore.audit.record;

import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.RowDigest;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The record of entries that are lost, and of who acknowledged it. Append-only like the log itself.
 * The caller owns the connection and rules its transactions. Not thread-safe.
 */
public final class AuditGaps {
  private final SqlConnection connection;

  /** The gaps in the database behind {@code connection}. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public AuditGaps(SqlConnection connection) {
    this.connection = connection;
  }

  /** Puts a gap on record. */
  public void record(AuditGap gap) throws SQLException {
    AuditRecords records = new AuditRecords(connection);
    records.begin();
    try (PreparedStatement insert = connection.prepareAnew(GapSql.INSERT)) {
      insert.setString(1, gap.kind().word());
      insert.setString(2, gap.memoryId());
      insert.setLong(3, gap.version());
      Long entryId = gap.entryId();
      if (entryId == null) {
        insert.setNull(4, Types.BIGINT);
      } else {
        insert.setLong(4, entryId);
      }
      insert.setString(5, gap.action());
      insert.setString(6, gap.actor());
      insert.setString(7, gap.note());
      insert.setString(8, gap.requestId());
      Columns.setBytes(insert, 9, gap.prevHash());
      Columns.setBytes(insert, 10, gap.hash());
      insert.setString(11, gap.timestamp());
      insert.setBytes(12, digest(gap));
      insert.executeUpdate();
    }
    records.append(AuditRecords.Kind.GAP);
  }

  /** All that is on record, oldest first. */
  public List<AuditGap> all() throws SQLException {
    List<AuditGap> gaps = new ArrayList<>();
    try (PreparedStatement select = connection.prepareAnew(GapSql.ALL);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        AuditGap gap = read(rows);
        if (gap != null) {
          gaps.add(gap);
        }
      }
    }
    return gaps;
  }

  /** What is on record of a lost entry; null when nothing is. */
  public @Nullable AuditGap lost(String memoryId, long version) throws SQLException {
    try (PreparedStatement select = connection.prepareAnew(GapSql.FIND_LOST)) {
      select.setString(1, memoryId);
      select.setLong(2, version);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? read(AuditGap.Kind.LOST, rows) : null;
      }
    }
  }

  /** The versions of each memory whose missing entry was acknowledged. */
  public static Map<String, NavigableSet<Long>> acknowledged(List<AuditGap> gaps) {
    Map<String, NavigableSet<Long>> versions = new HashMap<>();
    for (AuditGap gap : gaps) {
      if (gap.kind() == AuditGap.Kind.ACKNOWLEDGED) {
        versions.computeIfAbsent(gap.memoryId(), id -> new TreeSet<>()).add(gap.version());
      }
    }
    return versions;
  }

  private static byte[] digest(AuditGap gap) {
    return RowDigest.of(
        "audit_gaps",
        gap.kind().word(),
        gap.memoryId(),
        gap.version(),
        gap.entryId(),
        gap.action(),
        gap.actor(),
        gap.note(),
        gap.requestId(),
        gap.prevHash(),
        gap.hash(),
        gap.timestamp());
  }

  /** What a row says; null if it is of no kind that there is. */
  static @Nullable AuditGap read(ResultSet rows) throws SQLException {
    AuditGap.Kind kind = kind(rows.getString(1));
    return kind == null ? null : read(kind, rows);
  }

  private static AuditGap read(AuditGap.Kind kind, ResultSet rows) throws SQLException {
    long entryId = rows.getLong(4);
    return new AuditGap(
        kind,
        String.valueOf(rows.getString(2)),
        rows.getLong(3),
        entryId == 0 ? null : Long.valueOf(entryId),
        rows.getString(5),
        String.valueOf(rows.getString(6)),
        rows.getString(7),
        rows.getString(8),
        Columns.bytes(rows, 9),
        Columns.bytes(rows, 10),
        String.valueOf(rows.getString(11)));
  }

  private static AuditGap.@Nullable Kind kind(@Nullable String word) {
    for (AuditGap.Kind kind : AuditGap.Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
