package dev.atocore.core.db;

import dev.atocore.core.store.Logins;
import dev.atocore.core.store.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a kind of database makes the schema of a store and keeps its version. */
public interface SchemaState {
  /** The steps that make it, in order. */
  List<Migration> migrations();

  /** The version of a store; 0 while there is none. */
  int version(Connection connection) throws SQLException;

  /** Whether no AtoCore has ever made a store there. */
  boolean isUnmade(Connection connection) throws SQLException;

  /**
   * Checks that what is there is a store or nothing.
   *
   * @throws dev.atocore.core.error.StoreException if it is another program's
   */
  void requireOurs(Connection connection) throws SQLException;

  /**
   * Checks that a store was made where nobody is to make one.
   *
   * @throws dev.atocore.core.error.StoreException if none was, and the location does not tell that
   *     without a connection
   */
  void requireMade(Connection connection) throws SQLException;

  /**
   * Before the transaction that makes a new store.
   *
   * @param wait how long others are waited for
   */
  void prepare(Connection connection, Duration wait) throws SQLException;

  /** Before the first step, in its transaction: makes what the steps are recorded in. */
  void begin(Connection connection) throws SQLException;

  /** After a step up, and after its record. */
  void stepped(Connection connection, int version) throws SQLException;

  /** Sets the version, in the transaction of the step that leads to it. */
  void version(Connection connection, int version) throws SQLException;

  /**
   * Statements that give logins the rights that they need on the tables of a store, and no more.
   *
   * @throws dev.atocore.core.error.StoreException if its database knows no logins
   */
  List<String> grants(Connection connection, Logins logins) throws SQLException;

  /**
   * Makes the newest schema in a place that is held in memory: nothing is written, so it can be
   * done on a full disk too.
   *
   * @param make makes the schema on a connection
   * @param work gets the connection then
   */
  <T extends @Nullable Object> T inMemory(SqlWork<Connection, ?> make, SqlWork<Connection, T> work)
      throws SQLException;
}
