package dev.atocore.core;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.access.Policy;
import dev.atocore.core.access.Principal;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.ConnectionPool;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.choice.Databases;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.idempotency.AnsweredRequests;
import dev.atocore.core.key.Keys;
import dev.atocore.core.log.Checkpoints;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.memory.VectorIndex;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.recall.Recalls;
import dev.atocore.core.refusal.Refusals;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.source.Sources;
import dev.atocore.core.state.Projects;
import dev.atocore.core.state.State;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open store: memories, projects, state and sources in one database, with the audit log of every
 * change. Thread-safe; any number of threads and processes may use a store at once, and one writes
 * at a time. Close it when done.
 */
public final class MemoryStore implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.MemoryStore");

  private final ConnectionPool pool;
  private final Database database;
  private final Transactions transactions;
  private final Mutator mutator;
  private final Projects projects;
  private final State state;
  private final VectorIndex index = new VectorIndex();

  private MemoryStore(ConnectionPool pool, StoreOptions options) {
    this.pool = pool;
    this.database = pool.database();
    this.transactions = new Transactions(pool);
    this.mutator =
        new Mutator(
            transactions,
            new AuditSpool(database.spool()),
            options.vectors(),
            options.auditFailureListener(),
            options.withdrawalListener());
    this.projects = new Projects(transactions);
    this.state = new State(transactions);
  }

  /**
   * Opens the store in that file, or makes one.
   *
   * @throws StoreException if it cannot be opened
   */
  public static MemoryStore open(Path file) {
    return open(StoreOptions.of(file));
  }

  /**
   * Opens a store.
   *
   * @throws StoreException if it cannot be opened: missing, no store, of another schema version,
   *     not readable
   */
  public static MemoryStore open(StoreOptions options) {
    StoreLocation location = options.location().canonical();
    Database database = Databases.at(location, options.lasting());
    Schema schema = Schema.at(location);
    if (options.create() && database.isMissing()) {
      schema.create();
    }
    database.requireStore();
    takeOverSpool(options.location(), database);
    ConnectionPool pool = new ConnectionPool(database, options.busyTimeout());
    try {
      StoreConnection connection = pool.borrow();
      try {
        schema.requireCurrent(connection.jdbc(), options.create());
      } finally {
        pool.giveBack(connection);
      }
      return new MemoryStore(pool, options);
    } catch (SQLException e) {
      pool.close();
      throw database.translate(e);
    } catch (AtoCoreException e) {
      pool.close();
      throw e;
    }
  }

  private static void takeOverSpool(StoreLocation given, Database database) {
    if (given instanceof StoreFile named
        && database.location() instanceof StoreFile file
        && !named.path().equals(file.path())) {
      new AuditSpool(database.spool()).takeOver(new AuditSpool(named.beside(AuditSpool.ENDING)));
    }
  }

  /** Where the store lies. */
  public StoreLocation location() {
    return database.location();
  }

  /** What its database can do and others may not. */
  public Set<Capability> capabilities() {
    return database.capabilities();
  }

  /** Whether this process may read it and not write it: its disk, its folder or its mode. */
  public boolean isReadOnly() {
    return database.isReadOnly();
  }

  /**
   * Where the store is a copy that follows another, as a standby of PostgreSQL does: when the last
   * change was made there that can be read here. Empty where the store is no copy.
   *
   * @throws StoreException if the store cannot be read
   */
  public Optional<Instant> copiedUntil() {
    return isReadOnly()
        ? transactions.outside(connection -> Optional.ofNullable(database.copiedUntil(connection)))
        : Optional.empty();
  }

  /**
   * The file the store is in. For stores that can {@link Capability#FILES} only.
   *
   * @throws StoreException if the store is in no file
   */
  public Path file() {
    if (location() instanceof StoreFile file) {
      return file.path();
    }
    throw new StoreException("store_error", "the store " + location() + " is in no file", null);
  }

  /** The memories. */
  public Memories memories() {
    return memories(Policy.NONE, RecallSession.NONE);
  }

  Memories memories(Policy policy, RecallSession session) {
    return new Memories(transactions, mutator, index, policy, session);
  }

  /** What memories mean, as vectors. */
  public Vectors vectors() {
    return new Vectors(transactions, mutator.vectors());
  }

  Mutator mutator() {
    return mutator;
  }

  /** The store as that principal has it. */
  public GuardedStore as(Principal principal) {
    return as(principal, RecallSession.NONE);
  }

  /** The same, with what they read noted in that session. */
  public GuardedStore as(Principal principal, RecallSession session) {
    return new GuardedStore(this, principal, session);
  }

  /** What is on record of who was told what. */
  public Recalls recalls() {
    return new Recalls(transactions);
  }

  /** Records answers from now on; the caller closes it before the store. */
  public RecallLog recallLog(RecallMode mode) {
    return new RecallLog(transactions, mode);
  }

  /** The audit log. */
  public StoreLog audit() {
    return new StoreLog(transactions, mutator, state);
  }

  /** What was answered to requests that may come again. */
  public AnsweredRequests answeredRequests() {
    return new AnsweredRequests(transactions);
  }

  /** What was turned down or erased and is not to come back. */
  public Refusals refusals() {
    return new Refusals(transactions, mutator.refusalKeys());
  }

  /** Sealing the log, and proving what is in it. */
  public Checkpoints checkpoints() {
    return new Checkpoints(transactions, mutator);
  }

  /** The projects. */
  public Projects projects() {
    return projects;
  }

  /** The keys by which others speak to it. */
  public Keys keys() {
    return new Keys(transactions);
  }

  /** What programs keep for projects. */
  public State state() {
    return state;
  }

  /** The documents and chunks memories are drawn from. */
  public Sources sources() {
    return new Sources(transactions, mutator.refusalKeys());
  }

  /**
   * The transactions of the store, for the checks: {@code dev.atocore.core.db} is exported to their
   * module only.
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Transactions transactions() {
    return transactions;
  }

  /**
   * Writes a consistent copy beside any writers. It appears under its name only when it is whole
   * and on the disk.
   *
   * @param target a file that does not exist yet; made with mode 0600
   * @throws StoreException if it exists or cannot be written
   */
  public void backup(Path target) {
    if (Files.exists(target)) {
      throw new StoreException("file_exists", target + " exists already; name a new file", null);
    }
    replayIfWritable();
    transactions.outside(
        connection -> {
          database.upkeep().backup(connection, target);
          return true;
        });
  }

  private void replayIfWritable() {
    if (!isReadOnly()) {
      mutator.replay();
    } else if (!mutator.spool().isEmpty()) {
      log.warn("The copy lacks the audit entries that wait in {}", mutator.spool().file());
    }
  }

  /**
   * Writes the write-ahead log back into the file and empties it, so that it does not grow under
   * long reading. Must not be called within a transaction.
   *
   * @param wait how long readers and writers are waited for
   * @return whether it is empty; not so when they hold on for longer
   * @throws StoreException if the store cannot be written
   */
  public boolean truncateWal(Duration wait) {
    return database.upkeep().truncateWal(transactions, wait);
  }

  /** Closes the connections. What was acknowledged is on the disk already. */
  @Override
  public void close() {
    mutator.vectors().close();
    pool.close();
  }
}
