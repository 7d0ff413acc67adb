package dev.atocore.core.db.postgres;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.Upkeep;
import dev.atocore.core.error.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;

/** What is a file's own, and what to use in its place. */
final class PostgresUpkeep implements Upkeep {
  @Override
  public void backup(Connection connection, Path target) {
    throw notHere("copies are pg_dump's, or pg_basebackup's for the whole server");
  }

  @Override
  public void copyForRestore(Database source, Path copy) {
    throw notHere("copies are restored by pg_restore");
  }

  @Override
  public Path replaceBy(Path copy, boolean force) {
    throw notHere("copies are restored by pg_restore");
  }

  @Override
  public void vacuum(Connection connection) {
    throw notHere("pages are cleaned by the server's own VACUUM");
  }

  @Override
  public boolean truncateWal(Connection connection) {
    return true;
  }

  @Override
  public boolean truncateWal(Transactions transactions, Duration wait) {
    return true;
  }

  private static StoreException notHere(String instead) {
    return new StoreException(
        "not_offered", "a store in PostgreSQL does not offer that: " + instead, null);
  }
}
