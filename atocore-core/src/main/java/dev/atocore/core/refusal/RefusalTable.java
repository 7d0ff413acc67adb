package dev.atocore.core.refusal;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.Columns;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.model.Refusal.Lifted;
import dev.atocore.core.text.TextRules;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of what is not to come back. None is deleted: one that no longer stands is lifted. */
final class RefusalTable {
  /** What is said of a lifting is a line, not a letter. */
  private static final int MOST_WHY = 500;

  private RefusalTable() {}

  /** Writes a row. */
  static void insert(
      StoreConnection connection,
      Refusal.Kind kind,
      ByteString hash,
      RefusalKey key,
      String memoryId,
      @Nullable Long entryId,
      String actor,
      String at)
      throws SQLException {
    PreparedStatement insert = connection.prepare(RefusalSql.INSERT);
    insert.setString(1, word(kind));
    insert.setBytes(2, hash.shared());
    insert.setString(3, key.id());
    insert.setString(4, memoryId);
    if (entryId == null) {
      insert.setNull(5, Types.BIGINT);
    } else {
      insert.setLong(5, entryId);
    }
    insert.setString(6, actor);
    insert.setString(7, at);
    insert.setString(8, null);
    insert.setString(9, null);
    insert.setString(10, null);
    insert.setBytes(
        11,
        DigestedTable.MEMORY_REFUSALS.digest(
            word(kind), hash, key.id(), memoryId, entryId, actor, at, null, null, null));
    insert.executeUpdate();
  }

  /** The id of the key of the newest refusal, lifted or not; null when there never was any. */
  static @Nullable String newestKey(StoreConnection connection) throws SQLException {
    try (ResultSet rows = connection.prepare(RefusalSql.NEWEST_KEY).executeQuery()) {
      return rows.next() ? Columns.textOrEmpty(rows, 1) : null;
    }
  }

  /** How many refusals stand, by the id of their key. */
  static Map<String, Long> keys(StoreConnection connection) throws SQLException {
    Map<String, Long> keys = new LinkedHashMap<>();
    try (ResultSet rows = connection.prepare(RefusalSql.KEYS).executeQuery()) {
      while (rows.next()) {
        keys.put(Columns.textOrEmpty(rows, 1), rows.getLong(2));
      }
    }
    return keys;
  }

  /** The first refusal of that hash that stands; null when there is none. */
  static @Nullable Refusal find(StoreConnection connection, ByteString hash) throws SQLException {
    PreparedStatement select = connection.prepare(RefusalSql.OF_HASH);
    select.setBytes(1, hash.shared());
    List<Refusal> found = read(select);
    return found.isEmpty() ? null : found.get(0);
  }

  /** The refusal with that number; null when there is none. */
  static @Nullable Refusal find(StoreConnection connection, long id) throws SQLException {
    PreparedStatement select = connection.prepare(RefusalSql.FIND);
    select.setLong(1, id);
    List<Refusal> found = read(select);
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * Refuses what was turned down by somebody's decision and has no refusal, as it is from before
   * there were any.
   *
   * @return how many those are
   */
  static long refuseDecided(StoreConnection connection, Supplier<RefusalKey> key)
      throws SQLException {
    List<Decided> decided = decided(connection, key);
    for (Decided one : decided) {
      insert(connection, one, key.get());
    }
    return decided.size();
  }

  /** What was turned down by somebody's decision and has no refusal. */
  static List<Decided> decided(StoreConnection connection, Supplier<RefusalKey> key)
      throws SQLException {
    List<Decided> decided = new ArrayList<>();
    try (ResultSet rows = connection.prepare(RefusalSql.DECIDED).executeQuery()) {
      while (rows.next()) {
        decided.add(
            new Decided(
                rows.getString(1),
                key.get()
                    .ofStatement(
                        Columns.textOrEmpty(rows, 2),
                        Columns.textOrEmpty(rows, 3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6)),
                rows.getLong(7),
                rows.getString(8).equals("rejected")
                    ? Refusal.Kind.REJECTED
                    : Refusal.Kind.INVALIDATED,
                rows.getString(9),
                rows.getString(10)));
      }
    }
    return decided;
  }

  /**
   * Refuses that, unless the memory has gone on since it was read or has a refusal by now.
   *
   * @return whether it did
   */
  static boolean refuse(StoreConnection connection, Decided one, RefusalKey key)
      throws SQLException {
    boolean stands =
        connection
                .audit()
                .findNewest(one.memoryId())
                .filter(entry -> entry.id() == one.entryId())
                .isPresent()
            && of(connection, one.memoryId()).isEmpty();
    if (stands) {
      insert(connection, one, key);
    }
    return stands;
  }

  private static void insert(StoreConnection connection, Decided one, RefusalKey key)
      throws SQLException {
    insert(
        connection,
        one.kind(),
        one.hash(),
        key,
        one.memoryId(),
        one.entryId(),
        one.actor(),
        one.at());
  }

  /** A memory that somebody turned down. */
  record Decided(
      String memoryId, ByteString hash, long entryId, Refusal.Kind kind, String actor, String at) {}

  /** Those that a memory has left and that stand. */
  static List<Refusal> of(StoreConnection connection, String memoryId) throws SQLException {
    PreparedStatement select = connection.prepare(RefusalSql.STANDING_OF_MEMORY);
    select.setString(1, memoryId);
    return read(select);
  }

  /** Those that stand and were not made with that key. */
  static List<Refusal> madeWithOthers(StoreConnection connection, RefusalKey key)
      throws SQLException {
    PreparedStatement select = connection.prepare(RefusalSql.MADE_WITH_OTHERS);
    select.setString(1, key.id());
    return read(select);
  }

  /**
   * Refusals, newest first.
   *
   * @param before only those with a smaller number
   * @param all also those that were lifted
   */
  static List<Refusal> page(StoreConnection connection, long before, int limit, boolean all)
      throws SQLException {
    Sql statement = all ? RefusalSql.PAGE_OF_ALL : RefusalSql.PAGE;
    PreparedStatement select = connection.prepare(statement);
    select.setLong(1, before);
    select.setInt(2, limit);
    return read(select);
  }

  private static @Nullable Long number(@Nullable String digits) {
    return digits == null ? null : Long.valueOf(digits);
  }

  /** Notes that a refusal no longer stands. */
  static void lift(StoreConnection connection, long id, Lifted lifted) throws SQLException {
    String why = lifted.why() == null ? null : TextRules.start(lifted.why(), MOST_WHY);
    PreparedStatement select = connection.prepare(RefusalSql.STORED);
    select.setLong(1, id);
    byte[] digest = null;
    try (ResultSet row = select.executeQuery()) {
      if (row.next()) {
        digest =
            DigestedTable.digestAfter(
                DigestedTable.MEMORY_REFUSALS.verdict(row),
                DigestedTable.MEMORY_REFUSALS.digest(
                    Columns.text(row, 3),
                    Columns.bytes(row, 5),
                    Columns.text(row, 7),
                    Columns.text(row, 9),
                    number(Columns.text(row, 11)),
                    Columns.text(row, 13),
                    Columns.text(row, 15),
                    lifted.at(),
                    lifted.by(),
                    why));
      }
    }
    PreparedStatement update = connection.prepare(RefusalSql.LIFT);
    update.setString(1, lifted.at());
    update.setString(2, lifted.by());
    update.setString(3, why);
    update.setBytes(4, digest);
    update.setLong(5, id);
    update.executeUpdate();
  }

  private static List<Refusal> read(PreparedStatement select) throws SQLException {
    List<Refusal> refusals = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String liftedAt = rows.getString(9);
        long number = rows.getLong(6);
        Long entry = rows.wasNull() ? null : Long.valueOf(number);
        refusals.add(
            new Refusal(
                rows.getLong(1),
                kind(Columns.textOrEmpty(rows, 2)),
                Columns.textOrEmpty(rows, 4),
                Columns.textOrEmpty(rows, 5),
                entry,
                Columns.textOrEmpty(rows, 7),
                Columns.textOrEmpty(rows, 8),
                rows.getString(12),
                rows.getString(13),
                rows.getString(14),
                rows.getString(15),
                liftedAt == null
                    ? null
                    : new Lifted(liftedAt, Columns.textOrEmpty(rows, 10), rows.getString(11))));
      }
    }
    return refusals;
  }

  private static String word(Refusal.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** What another program made up counts as turned down. */
  private static Refusal.Kind kind(String word) {
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      if (word(kind).equals(word)) {
        return kind;
      }
    }
    return Refusal.Kind.REJECTED;
  }
}
