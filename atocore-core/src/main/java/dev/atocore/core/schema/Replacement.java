package dev.atocore.core.schema;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.choice.Databases;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a backup on its way into the place of a store. Until {@link #putInPlace} nothing of the
 * store is changed, and closing removes the copy.
 */
public final class Replacement implements AutoCloseable {
  private final Database database;
  private final StoreFile copy;
  private final int from;

  private Replacement(Database database, StoreFile copy, int from) {
    this.database = database;
    this.copy = copy;
    this.from = from;
  }

  /**
   * Copies a backup beside the store and brings the copy to this version.
   *
   * @param backup the file of a backup, which is only read
   * @param store where it is to go; nothing need be there
   * @throws StoreException if the backup cannot be read, or there is no room
   */
  public static Replacement of(Path backup, StoreFile store) {
    Database database = Databases.at(store);
    StoreFile place = (StoreFile) database.location();
    Database source = Databases.at(new StoreFile(backup));
    if (source.location().equals(place)) {
      throw new InvalidInputException(backup + " is the store itself; name a copy of it");
    }
    source.requireStore();
    StoreFile copy = beside(place);
    try {
      database.upkeep().copyForRestore(source, copy.path());
      Schema schema = Schema.at(copy);
      int from = schema.status().version();
      schema.migrate(null);
      return new Replacement(database, copy, from);
    } catch (RuntimeException e) {
      delete(copy);
      throw e;
    }
  }

  private static StoreFile beside(StoreFile place) {
    Path folder = place.path().getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        PrivateFile.createFolders(folder);
      }
      return new StoreFile(PrivateFile.temporary(place.path()));
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable",
          "the folder of the store " + place + " cannot be written: " + e.getMessage(),
          e);
    }
  }

  /** The copy. */
  public Path copy() {
    return copy.path();
  }

  /** The version of the schema that the backup has. */
  public int from() {
    return from;
  }

  /**
   * Puts the copy in the place of the store, at once and for good. What was there is moved aside
   * with all that belongs to it.
   *
   * @param force whether also while others have the store open; they cannot write it any more
   * @return where the old store lies now; null when there was none
   * @throws StoreException if others have it open; then nothing was done
   */
  public @Nullable Path putInPlace(boolean force) {
    return database.upkeep().replaceBy(copy.path(), force);
  }

  @Override
  public void close() {
    delete(copy);
  }

  private static void delete(StoreFile copy) {
    for (String ending : new String[] {"", "-wal", "-shm", "-journal"}) {
      try {
        Files.deleteIfExists(copy.beside(ending));
      } catch (IOException e) {
        // It is named so that nobody takes it for a store.
      }
    }
  }
}
