package dev.atocore.core.db.choice;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.postgres.PostgresDatabase;
import dev.atocore.core.db.sqlite.SqliteDatabase;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;

/** The kinds of databases there are. */
public final class Databases {
  private Databases() {}

  /** The database of the store at that location. Opens nothing. */
  public static Database at(StoreLocation location) {
    return at(location, false);
  }

  /**
   * The same for a process that goes on for long.
   *
   * @param lasting whether connections are looked after as long as it goes on
   */
  public static Database at(StoreLocation location, boolean lasting) {
    if (location instanceof StoreFile file) {
      return new SqliteDatabase(file.path());
    }
    return new PostgresDatabase((StoreUrl) location, lasting);
  }
}
