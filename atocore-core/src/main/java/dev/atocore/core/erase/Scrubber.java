package dev.atocore.core.erase;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreFile;
import java.sql.SQLException;

/** Takes what is deleted already out of the files of a store. */
final class Scrubber {
  /** SQLite writes some 100 MB a second anew, and lets nobody else write. */
  private static final long MOST_AT_ONCE = 64 << 20;

  private final Transactions transactions;
  private final Database database;
  private final boolean able;

  Scrubber(Transactions transactions) {
    this.transactions = transactions;
    this.database = transactions.pool().database();
    this.able = database.capabilities().contains(Capability.SCRUB);
  }

  /** Merges the search index, whose old parts keep the words of deleted texts until then. */
  void cleanSearchIndex() {
    boolean isClean =
        !able || transactions.write(connection -> database.fullText().merge(connection, true));
    while (!isClean) {
      isClean = transactions.write(this::mergeForAWhile);
    }
  }

  private boolean mergeForAWhile(StoreConnection connection) throws SQLException {
    boolean isMerged;
    do {
      isMerged = database.fullText().merge(connection, false);
    } while (!isMerged && !connection.isSliceOver());
    return isMerged;
  }

  /**
   * Moves the write-ahead log into the file and empties it; readers are waited for.
   *
   * @return whether it is empty, or the database's own to look after; not so while another process
   *     reads for longer than the busy timeout
   */
  boolean truncateWal() {
    return !able || transactions.outside(connection -> database.upkeep().truncateWal(connection));
  }

  /** Whether writing the file anew keeps other writers waiting for no longer than a second. */
  boolean isQuick() {
    return database.location() instanceof StoreFile file
        && file.path().toFile().length() <= MOST_AT_ONCE;
  }

  /** Whether the files of the store can be looked into, and written anew. */
  boolean isAble() {
    return able;
  }

  /** Whether a piece of what was erased is in the file of the store. */
  boolean finds(Residue residue) {
    return database.location() instanceof StoreFile file && residue.isIn(file.path());
  }

  /** Writes the file anew, without what lay in its free space. */
  void vacuum() {
    transactions.outside(
        connection -> {
          database.upkeep().vacuum(connection);
          return true;
        });
  }
}
