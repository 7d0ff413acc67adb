package dev.atocore.core.bulk;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Memory;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where changes are taken back: in the store, or only in a plan. */
interface UndoPlace {
  /** To read the log through, as it is by now. */
  StoreConnection connection() throws SQLException;

  /** The row of that memory; null when there is none. */
  @Nullable StoredMemory find(String id) throws SQLException;

  /**
   * Makes a memory what it was.
   *
   * @return the memory after it
   * @throws DuplicateException if another active memory says the same by then
   */
  Memory update(StoredMemory stored, Memory wanted, AuditAction action, @Nullable String note)
      throws SQLException;

  /** The store itself. */
  static UndoPlace in(AuditedTransaction transaction) {
    return new UndoPlace() {
      @Override
      public StoreConnection connection() throws SQLException {
        return transaction.connection();
      }

      @Override
      public @Nullable StoredMemory find(String id) throws SQLException {
        return transaction.find(id);
      }

      @Override
      public Memory update(
          StoredMemory stored, Memory wanted, AuditAction action, @Nullable String note)
          throws SQLException {
        return transaction.update(stored, wanted, action, note).memory();
      }
    };
  }
}
