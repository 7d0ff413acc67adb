package dev.atocore.core.erase;

import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.ConnectionPool;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.choice.Databases;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.StoreFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The copies of a store that the program made of its own accord: before a repair, and before
 * another store took its place. They are stores, and are redacted as such, so that each of them can
 * still be verified and restored.
 */
final class StoreCopies {
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final Mutator mutator;

  StoreCopies(Mutator mutator) {
    this.mutator = mutator;
  }

  /** Whether that file beside a store is one. */
  static boolean isOne(Path store, Path file) {
    String name = String.valueOf(file.getFileName());
    String own = String.valueOf(store.getFileName());
    return name.endsWith(".db")
        && (name.startsWith(own + ".before-repair-") || name.startsWith(own + ".before-restore-"));
  }

  /**
   * Erases the same memories in a copy.
   *
   * @return whether anything was left in it to erase
   * @throws AtoCoreException if it cannot be opened as a store of this version, or not written to
   */
  boolean erase(Path copy, List<String> memoryIds, Change change, boolean sources) {
    StoreFile location = new StoreFile(copy);
    Database database = Databases.at(location);
    try (ConnectionPool pool = new ConnectionPool(database, WAIT)) {
      StoreConnection connection = pool.borrow();
      try {
        Schema.at(location).requireCurrent(connection.jdbc(), false);
      } finally {
        pool.giveBack(connection);
      }
      Transactions transactions = new Transactions(pool);
      Mutator there = mutator.of(transactions, new AuditSpool(database.spool()));
      return new Redaction(transactions, there)
          .run(
              memoryIds,
              change.ifVersion(null).once(null),
              new RedactionRequest(sources, false, true, Surroundings.NONE))
          .changed();
    } catch (SQLException e) {
      throw database.translate(e);
    }
  }
}
