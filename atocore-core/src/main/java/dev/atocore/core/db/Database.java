package dev.atocore.core.db;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreLocation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * The database of one store. What differs between kinds of databases is asked for here; each kind
 * is a package of its own that implements this.
 */
public interface Database {
  /** Where the store lies. */
  StoreLocation location();

  /** The language of its statements. */
  SqlDialect dialect();

  /** What it can do and others may not. */
  Set<Capability> capabilities();

  /**
   * Opens a connection, which its caller closes.
   *
   * @param wait how long a writer waits for another
   */
  Connection connect(Duration wait) throws SQLException;

  /** Whether this process may read the store and not write it. */
  boolean isReadOnly();

  /**
   * Checks that what its connections are open on still is what the location means.
   *
   * @throws StoreException if it was replaced or moved away
   */
  void requireInPlace();

  /** Whether a connection may be kept for later. */
  boolean isLasting(Connection connection) throws SQLException;

  /** Begins a transaction that sees one state of the store. */
  String beginRead();

  /**
   * Begins a transaction that may write. Where this answers with a row, its last column is what the
   * database calls the transaction.
   */
  String beginWrite();

  /** The same for one that changes the schema, with nobody else who does. */
  String beginSchema();

  /** How its writers take turns, for those of one store object. */
  Turns turns();

  /** How its writers stand beside each other. */
  Writers writers();

  /** What becomes of transactions whose connection is lost at their end. */
  LostCommits lostCommits();

  /** Makes a connection refuse to write, or stop refusing. */
  void refuseWrites(Connection connection, boolean refuse) throws SQLException;

  /** Makes the statement that runs on that connection fail; from any thread. */
  void interrupt(Connection connection) throws SQLException;

  /** The error in the operator's words. */
  StoreException translate(SQLException error);

  /** Whether another writer or the network was in the way, and not what was to be written. */
  boolean isPassing(SQLException error);

  /**
   * Whether the same transaction, from its start, may well succeed where this one failed: it met
   * another, or its connection was lost before it was committed.
   */
  boolean isWorthAnotherTry(SQLException error);

  /** Whether there is nothing at the location, or nothing in it. */
  boolean isMissing();

  /** Makes an empty place for a store at the location, unless there is something. */
  void create();

  /**
   * Checks that something is at the location that could be a store, without opening it.
   *
   * @throws StoreException if not
   */
  void requireStore();

  /** The file in which entries wait that the audit log did not take. */
  Path spool();

  /** The file of ours with that ending that lies beside the store. */
  Path beside(String ending);

  /** What it keeps about the schema of the store. */
  SchemaState schema();

  /** The full-text index. */
  FullText fullText();

  /** Giving and taking a whole store row by row. */
  Transfer transfer();

  /** Copies and clean-up. */
  Upkeep upkeep();
}
