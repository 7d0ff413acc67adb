package dev.atocore.core.db;

import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection with the statements prepared on it so far. Used by one thread at a time. */
public final class StoreConnection implements AutoCloseable {
  /** A tenth of what a small write may have to wait: the flush and the others come on top. */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Database database;
  private final SqlConnection sql;
  private final EntryTable audit;
  private final Statement control;
  private long lockedAt;
  private @Nullable String transaction;
  private Pledge.@Nullable Logged lastChange;

  public StoreConnection(Database database, Connection jdbc) throws SQLException {
    this.database = database;
    this.sql = new SqlConnection(jdbc, database.dialect());
    this.audit = new EntryTable(sql);
    this.control = jdbc.createStatement();
  }

  /** The database it is connected to. */
  public Database database() {
    return database;
  }

  public Connection jdbc() {
    return sql.jdbc();
  }

  /** The connection with its kept statements. */
  public SqlConnection sql() {
    return sql;
  }

  public EntryTable audit() {
    return audit;
  }

  /**
   * Prepared once for the life of the connection. Not for statements that may be open twice at a
   * time.
   */
  public PreparedStatement prepare(Sql statement) throws SQLException {
    return sql.prepare(statement);
  }

  /** Runs what begins or ends a transaction: every transaction does, so it is kept prepared. */
  public void execute(String text) throws SQLException {
    sql.prepare(text).execute();
  }

  /** Begins a transaction by that statement. */
  void begin(String text) throws SQLException {
    lastChange = null;
    transaction = null;
    if (control.execute(text)) {
      try (ResultSet rows = control.getResultSet()) {
        if (rows.next()) {
          transaction = rows.getString(rows.getMetaData().getColumnCount());
        }
      }
    }
  }

  /** Says what its transaction is known by from outside: the last of the changes that it logged. */
  public void pledge(Pledge.Logged change) {
    lastChange = change;
  }

  Pledge pledge() {
    return new Pledge(transaction, lastChange);
  }

  /** As {@link Writers#claim} does it. */
  public void claim(Collection<String> names) throws SQLException {
    if (!names.isEmpty()) {
      database.writers().claim(this, names);
    }
  }

  /** The same of one name. */
  public void claim(ClaimedWork claim) throws SQLException {
    claim(List.of(claim.word()));
  }

  /** Says when its transaction got the write lock. */
  void holdsLock(long nanoTime) {
    lockedAt = nanoTime;
  }

  /**
   * Whether its transaction has held the write lock for so long that others should have it: work of
   * many pieces asks after each, commits, and goes on in another transaction.
   */
  public boolean isSliceOver() {
    return System.nanoTime() - lockedAt >= SLICE_NANOS;
  }

  /** After a failure; a transaction that the database has ended by itself is fine. */
  void rollbackQuietly() {
    try {
      control.execute("ROLLBACK");
    } catch (SQLException e) {
      // Nothing left to roll back, or the connection is gone: its pool drops it.
    }
  }

  @Override
  public void close() {
    sql.close();
    try {
      sql.jdbc().close();
    } catch (SQLException e) {
      // It held no transaction; there is nothing to lose and no one to tell.
    }
  }
}
