package dev.atocore.core.db.postgres;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Writers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers side by side. A number of an entry is only ever taken by a transaction that has its own
 * number already ({@link PostgresDatabase#beginWrite}): so once all transactions are over that had
 * one at a moment, no smaller number of an entry can appear than those seen at that moment.
 */
final class PostgresWriters implements Writers {
  private static final String CLAIM = "SELECT atocore_claim(CAST(? AS text[]))";
  private static final String NEXT_ID = "SELECT nextval('memory_audit_ids')";
  private static final String NEXT_IDS =
      "SELECT nextval('memory_audit_ids') FROM generate_series(1, ?)";

  private static final String MINE =
      "SELECT CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_current_xact_id() END";

  /** Whether every transaction is over whose number is smaller. */
  private static final String ARE_OVER =
      "SELECT pg_snapshot_xmin(pg_current_snapshot()) > CAST(? AS xid8)";

  private static final long PAUSE_NANOS = 5_000_000;

  @Override
  public boolean sideBySide() {
    return true;
  }

  @Override
  public List<Long> entryIds(StoreConnection connection, int count) throws SQLException {
    PreparedStatement next = connection.sql().prepare(count == 1 ? NEXT_ID : NEXT_IDS);
    if (count > 1) {
      next.setInt(1, count);
    }
    List<Long> ids = new ArrayList<>(count);
    try (ResultSet rows = next.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }

  @Override
  public void claim(StoreConnection connection, Collection<String> names) throws SQLException {
    StringBuilder array = new StringBuilder("{");
    for (String name : names) {
      array
          .append(array.length() == 1 ? "\"" : ",\"")
          .append(name.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    PreparedStatement claim = connection.sql().prepare(CLAIM);
    claim.setString(1, array.append('}').toString());
    claim.execute();
  }

  /** A standby gives no numbers, and cannot tell. */
  @Override
  public boolean outlast(Connection connection, Duration most) throws SQLException {
    long end = System.nanoTime() + most.toNanos();
    String mine;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(MINE)) {
      mine = rows.next() ? rows.getString(1) : null;
    } finally {
      connection.rollback();
    }
    if (mine == null) {
      return false;
    }
    try (PreparedStatement over = connection.prepareStatement(ARE_OVER)) {
      over.setString(1, mine);
      while (true) {
        boolean done;
        try (ResultSet rows = over.executeQuery()) {
          done = rows.next() && rows.getBoolean(1);
        } finally {
          connection.rollback();
        }
        if (done || System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          return done;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
