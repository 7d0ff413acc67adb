package dev.atocore.core.change;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.StoredMemory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction keeps others from until it ends, where several write at once; elsewhere it has
 * the store to itself.
 */
public final class Holds {
  private final StoreConnection connection;
  private final Set<String> claimed = new HashSet<>();

  Holds(StoreConnection connection) {
    this.connection = connection;
  }

  /**
   * Keeps others from many memories, in the order in which all do so: two that work on the same
   * ones then never wait for each other.
   */
  public void hold(Collection<String> ids) throws SQLException {
    MemoryTable.hold(connection, ids);
  }

  /**
   * The same for memories that were read in this transaction.
   *
   * @return those that nobody has changed since
   */
  public List<StoredMemory> holdUnchanged(List<StoredMemory> read) throws SQLException {
    return MemoryTable.holdUnchanged(connection, read);
  }

  /** Keeps others from writing contents with these hashes, so that what is looked for stays so. */
  public void claimContents(Collection<String> hashes) throws SQLException {
    if (connection.database().writers().sideBySide()) {
      List<String> fresh = new ArrayList<>(hashes);
      fresh.removeIf(hash -> !claimed.add(hash));
      connection.claim(fresh);
    }
  }
}
