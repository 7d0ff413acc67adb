package dev.atocore.core;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.change.AuditFailureListener;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.ConnectionPool;
import dev.atocore.core.db.ReadWork;
import dev.atocore.core.db.Schema;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.sqlite.OwnerOnly;
import dev.atocore.core.db.sqlite.SqlErrors;
import dev.atocore.core.db.sqlite.WalTruncation;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.log.Checkpoints;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.source.Sources;
import dev.atocore.core.state.Projects;
import dev.atocore.core.state.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An open store: memories, projects, state and sources in one SQLite file, with the audit log of
 * every change. Thread-safe; any number of threads and processes may use a store at once, and one
 * writes at a time. Close it when done.
 */
public final class MemoryStore implements AutoCloseable {
  private final ConnectionPool pool;
  private final Transactions transactions;
  private final Mutator mutator;
  private final Projects projects;
  private final State state;

  private MemoryStore(ConnectionPool pool, AuditFailureListener listener) {
    Path file = pool.file();
    this.pool = pool;
    this.transactions = new Transactions(pool);
    this.mutator =
        new Mutator(
            transactions,
            new AuditSpool(file.resolveSibling(file.getFileName() + ".audit-spool.ndjson")),
            listener);
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
    Path file = options.file().toAbsolutePath();
    if (options.create() && isEmpty(file)) {
      Schema.create(file);
    }
    Schema.requireStoreFile(file);
    ConnectionPool pool = new ConnectionPool(file, options.busyTimeout());
    try {
      StoreConnection connection = pool.borrow();
      try {
        Schema.requireCurrent(connection, file, options.create());
      } finally {
        pool.giveBack(connection);
      }
      return new MemoryStore(pool, options.auditFailureListener());
    } catch (SQLException e) {
      pool.close();
      throw SqlErrors.translate(e, file);
    } catch (AtoCoreException e) {
      pool.close();
      throw e;
    }
  }

  /** The file the store is in. */
  public Path file() {
    return pool.file();
  }

  /** The memories. */
  public Memories memories() {
    return new Memories(transactions, mutator);
  }

  /** The audit log. */
  public StoreLog audit() {
    return new StoreLog(transactions, mutator, state);
  }

  /** Sealing the log, and proving what is in it. */
  public Checkpoints checkpoints() {
    return new Checkpoints(transactions, mutator);
  }

  /** The projects. */
  public Projects projects() {
    return projects;
  }

  /** What programs keep for projects. */
  public State state() {
    return state;
  }

  /** The documents and chunks memories are drawn from. */
  public Sources sources() {
    return new Sources(transactions);
  }

  /** Runs queries of the caller's own within one consistent view. They must not write. */
  public <T extends @Nullable Object> T read(ReadWork<T> work) {
    return transactions.read(connection -> work.run(connection.jdbc()));
  }

  /**
   * Runs statements of the caller's own in one transaction that holds the write lock. Memories are
   * changed through {@link #memories} only.
   */
  public <T extends @Nullable Object> T write(ReadWork<T> work) {
    return transactions.write(connection -> work.run(connection.jdbc()));
  }

  /**
   * Writes a consistent copy beside any writers. It appears under its name only when it is whole
   * and on the disk.
   *
   * @param target a file that does not exist yet; made with mode 0600
   * @throws StoreException if it exists or cannot be written
   */
  public void backup(Path target) {
    Path file = target.toAbsolutePath();
    if (Files.exists(file)) {
      throw new StoreException("file_exists", target + " exists already; name a new file", null);
    }
    mutator.replay();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      OwnerOnly.createFile(part);
      copyInto(part);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the backup " + target + " cannot be written: " + e.getMessage(), e);
    } finally {
      deleteQuietly(part);
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
    return new WalTruncation(transactions).attempt(wait);
  }

  /** Closes the connections. What was acknowledged is on the disk already. */
  @Override
  public void close() {
    pool.close();
  }

  private void copyInto(Path part) {
    StoreConnection connection = null;
    try {
      connection = pool.borrow();
      try (PreparedStatement copy = connection.jdbc().prepareStatement("VACUUM INTO ?")) {
        copy.setString(1, part.toString());
        copy.execute();
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e, part);
    } finally {
      if (connection != null) {
        pool.giveBack(connection);
      }
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A leftover .part file is overwritten by the next backup.
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return !Files.exists(file) || (Files.isRegularFile(file) && Files.size(file) == 0);
    } catch (IOException e) {
      return false;
    }
  }
}
