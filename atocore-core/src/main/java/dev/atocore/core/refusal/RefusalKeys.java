package dev.atocore.core.refusal;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.StoreConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of an open store, read when it is needed and kept. Thread-safe. One that is lost is not
 * made anew by itself while there are refusals: they would be forgotten without a word.
 */
public final class RefusalKeys {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.Refusals");

  private final Path file;
  private volatile @Nullable RefusalKey kept;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public RefusalKeys(Database database) {
    this.file = database.beside(RefusalKey.ENDING);
  }

  /** The file that the key is in. */
  public Path file() {
    return file;
  }

  /**
   * The key that the refusals are looked up with; null when there are none, and when the key is
   * lost, which is logged.
   */
  @Nullable RefusalKey forReading(StoreConnection connection) throws SQLException {
    String newest = RefusalTable.newestKey(connection);
    if (newest == null) {
      return null;
    }
    RefusalKey key = read(newest);
    if (key == null) {
      log.warn(
          "What was refused before cannot be recognised: the key {} is not there; put it back, or"
              + " run 'atocore memory refusals rebuild'",
          file);
    }
    return key;
  }

  /**
   * The key that a refusal is made with, in a transaction that writes; made when there are no
   * refusals yet. Null when it is lost, which is logged.
   */
  @Nullable RefusalKey forWriting(StoreConnection connection) throws SQLException {
    String newest = RefusalTable.newestKey(connection);
    RefusalKey key = newest == null ? read("") : forReading(connection);
    return key == null && newest == null ? keep(RefusalKey.create(file)) : key;
  }

  /** Whether the text of a chunk was erased, and may not come back. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public boolean refusesChunk(StoreConnection connection, String text) throws SQLException {
    RefusalKey key = forReading(connection);
    return key != null && RefusalTable.find(connection, key.ofChunk(text)) != null;
  }

  /** The key, made when it is not there, whatever refusals there are. */
  RefusalKey renew() {
    kept = null;
    RefusalKey key = read("");
    return key == null ? keep(RefusalKey.create(file)) : key;
  }

  /** The key that is there now; null when there is none that can be used. */
  @Nullable RefusalKey present() {
    kept = null;
    return read("");
  }

  /**
   * The key, read again when the refusals were made with another than the one that is kept.
   *
   * @param wanted the id of that key
   */
  private @Nullable RefusalKey read(String wanted) {
    RefusalKey key = kept;
    if (key != null && key.id().equals(wanted)) {
      return key;
    }
    try {
      key = RefusalKey.read(file);
    } catch (IOException e) {
      log.warn("The key of the refusals is not used: {}", e.getMessage());
      key = null;
    }
    kept = key;
    return key;
  }

  private RefusalKey keep(RefusalKey key) {
    kept = key;
    return key;
  }
}
