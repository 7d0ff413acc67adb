package dev.atocore.core.db.choice;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.sqlite.SqliteDatabase;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;

/** The kinds of databases there are. */
public final class Databases {
  private Databases() {}

  /**
   * The database of the store at that location. Opens nothing.
   *
   * @throws InvalidInputException if no database here opens it
   */
  public static Database at(StoreLocation location) {
    if (location instanceof StoreFile file) {
      return new SqliteDatabase(file.path());
    }
    throw new InvalidInputException(
        "this atocore opens SQLite stores only, not " + location + "; give a path");
  }
}
