package dev.atocore.core.idempotency;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.KeyReusedException;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.text.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of requests that were answered. */
public final class AnsweredTable {
  private static final Duration KEPT = Duration.ofHours(24);

  private AnsweredTable() {}

  /**
   * What was answered under that key within the last day; null for nothing.
   *
   * @throws KeyReusedException if something else was asked then
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static @Nullable AnsweredRequest find(StoreConnection connection, IdempotencyKey key)
      throws SQLException {
    PreparedStatement select = connection.prepare(AnsweredSql.FIND);
    select.setString(1, key.id());
    select.setString(2, oldest());
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        return null;
      }
      if (!key.fingerprint().equals(rows.getString("fingerprint"))) {
        throw new KeyReusedException();
      }
      return new AnsweredRequest(
          rows.getString("memory_id"),
          rows.getLong("version"),
          rows.getString("action"),
          rows.getInt("status"),
          rows.getString("body"));
    }
  }

  /** Keeps what was answered, unless something was before; drops what is older than a day. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static void keep(StoreConnection connection, IdempotencyKey key, AnsweredRequest answered)
      throws SQLException {
    PreparedStatement forget = connection.prepare(AnsweredSql.FORGET_BEFORE);
    forget.setString(1, oldest());
    forget.executeUpdate();
    PreparedStatement insert = connection.prepare(AnsweredSql.INSERT);
    insert.setString(1, key.id());
    insert.setString(2, key.fingerprint());
    insert.setString(3, Times.format(Instant.now()));
    insert.setString(4, answered.memoryId());
    insert.setLong(5, answered.version());
    insert.setString(6, answered.action());
    insert.setInt(7, answered.status());
    insert.setString(8, answered.body());
    insert.executeUpdate();
  }

  /** Drops what may quote a memory: the rest says no more than an id and a version. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static void forgetBodies(StoreConnection connection) throws SQLException {
    connection.prepare(AnsweredSql.FORGET_BODIES).executeUpdate();
  }

  private static String oldest() {
    return Times.format(Instant.now().minus(KEPT));
  }
}
