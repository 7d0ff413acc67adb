package dev.atocore.core.change;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.idempotency.AnsweredRequest;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Mutation;
import java.sql.SQLException;
import java.util.Optional;

/** A change whose sender asks for it again, and is given its result as it was. */
public final class RepeatedChange {
  private RepeatedChange() {}

  static AnsweredRequest record(Mutation done) {
    AuditAction action = done.action();
    return new AnsweredRequest(
        done.memory().id(),
        done.memory().version(),
        action == null ? null : action.verb(),
        0,
        null);
  }

  /**
   * What the change led to: the memory is taken from the log, so an answer keeps no text that was
   * erased since.
   *
   * @throws NotFoundException if the log no longer says what the memory was then
   */
  public static Mutation again(StoreConnection connection, AnsweredRequest answered)
      throws SQLException {
    String id = answered.memoryId();
    if (id == null) {
      throw new ConflictException(
          "this request was refused before; use a new idempotency key to try again");
    }
    String action = answered.action();
    return new Mutation(
        memory(connection, id, answered.version()),
        action == null ? null : AuditAction.ofVerb(action));
  }

  private static Memory memory(StoreConnection connection, String id, long version)
      throws SQLException {
    Optional<AuditEntry> entry = connection.audit().find(id, version);
    if (entry.isPresent()) {
      return MemoryChanges.soundImage(entry.get());
    }
    // Its entry may wait in the spool.
    StoredMemory stored = MemoryTable.find(connection, id);
    if (stored != null && stored.memory().version() == version) {
      return stored.memory();
    }
    throw new NotFoundException(
        "this request was done before, as version "
            + version
            + " of memory "
            + id
            + ", which the log does not know");
  }
}
