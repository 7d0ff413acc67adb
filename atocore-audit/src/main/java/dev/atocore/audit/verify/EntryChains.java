package dev.atocore.audit.verify;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.extent.LogExtent;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.sql.LogRows;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log as it is verified: memory by memory, each chain in the order of its versions. The caller
 * owns the connection. Not thread-safe.
 *
 * <p>All methods throw {@link AuditException} with the code {@code audit_unreadable}.
 */
final class EntryChains {
  private final SqlConnection connection;

  /** The chains in the database behind {@code connection}. */
  EntryChains(SqlConnection connection) {
    this.connection = connection;
  }

  /** All entries of those chains, in the order of memory id and version. */
  void forEach(ChainRange range, Consumer<RawEntry> each) {
    LogRows.forEach(
        connection,
        range.restrict(
            new Query(ChainSql.CHAINS),
            ChainSql.CHAIN_OF,
            ChainSql.CHAINS_BEFORE,
            ChainSql.CHAINS_FROM),
        rows -> each.accept(RawEntry.read(rows)));
  }

  /**
   * The memory id with about as many entries before it as after it, judged by a sample; null when
   * there are fewer than that many entries, or no such id.
   */
  @Nullable String middle(long atLeast, int samples) {
    List<Long> ends = new ArrayList<>();
    LogRows.forEach(
        connection,
        new Query(ChainSql.ENDS),
        rows -> {
          ends.add(rows.getLong(1));
          ends.add(rows.getLong(2));
        });
    long first = ends.get(0);
    long last = ends.get(1);
    if (last - first + 1 < atLeast) {
      return null;
    }
    TreeMap<String, Integer> sampled = new TreeMap<>(EntryChains::compareByCodePoint);
    for (int i = 0; i < samples; i++) {
      long id = first + (last - first) / samples * i;
      LogRows.forEach(
          connection,
          new Query(ChainSql.MEMORY_FROM, id),
          rows -> sampled.merge(rows.getString(1), 1, Integer::sum));
    }
    int before = 0;
    for (Map.Entry<String, Integer> one : sampled.entrySet()) {
      if (before >= samples / 2) {
        return one.getKey();
      }
      before += one.getValue();
    }
    return null;
  }

  /** What the log counts; null if that is damaged or gone. */
  @Nullable LogExtent extent() {
    try {
      return new EntryTable(connection).extent();
    } catch (SQLException e) {
      throw AuditException.unreadable(e);
    }
  }

  /**
   * The order of SQLite's BINARY collation and of PostgreSQL's "C": UTF-8 bytes, which is code
   * point order.
   */
  static int compareByCodePoint(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean supplementaryX = Character.isSurrogate(x);
        boolean supplementaryY = Character.isSurrogate(y);
        if (supplementaryX != supplementaryY) {
          return supplementaryX ? 1 : -1;
        }
        return Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
