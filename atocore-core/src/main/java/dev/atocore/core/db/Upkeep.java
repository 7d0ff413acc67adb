package dev.atocore.core.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Copies of a store, and the files it lies in. Each needs a capability of its database. */
public interface Upkeep {
  /**
   * Writes a consistent copy beside any writers. It appears under its name only when it is whole
   * and on the disk. Needs {@link dev.atocore.core.store.Capability#BACKUP}.
   *
   * @param target a file that does not exist yet
   */
  void backup(Connection connection, Path target);

  /**
   * Writes the files anew, without what lay in their free space. Needs {@link
   * dev.atocore.core.store.Capability#SCRUB}.
   */
  void vacuum(Connection connection) throws SQLException;

  /**
   * Writes the write-ahead log back and empties it; readers are waited for as long as the
   * connection waits. Needs {@link dev.atocore.core.store.Capability#WAL}.
   *
   * @return whether it is empty
   */
  boolean truncateWal(Connection connection) throws SQLException;

  /**
   * The same beside writers that leave the log alone for an instant only.
   *
   * @param wait how long readers and writers are waited for
   * @return whether it is empty
   */
  boolean truncateWal(Transactions transactions, Duration wait);
}
