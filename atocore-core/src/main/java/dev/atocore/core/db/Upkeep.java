package dev.atocore.core.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
   * Writes a copy of a backup as a store that can be written: private, whole and on the disk.
   *
   * @param source the database of the backup
   * @param copy an empty private file
   */
  void copyForRestore(Database source, Path copy);

  /**
   * Puts a store that nobody has open in the place of this one, which is moved aside with all that
   * belongs to it. When the process is killed meanwhile, there is the old store or the new one.
   *
   * @param force whether also while others have this one open
   * @return where the old one lies now; null when there was none
   */
  @Nullable Path replaceBy(Path copy, boolean force);

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
