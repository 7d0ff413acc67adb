package dev.atocore.core.refusal;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.RefusedBeforeException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.model.Refusal.Lifted;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the memories that a transaction changes leave refused, and what of them is refused. Turning
 * a memory down or withdrawing it by decision leaves a refusal, and so does erasing it; taking that
 * back lifts it. What is refused may be said again on purpose only.
 */
public final class RefusalBook {
  private final StoreConnection connection;
  private final RefusalKeys keys;
  private final Change change;
  private boolean looked;
  private @Nullable RefusalKey key;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public RefusalBook(StoreConnection connection, RefusalKeys keys, Change change) {
    this.connection = connection;
    this.keys = keys;
    this.change = change;
  }

  /**
   * Lets pass what was never refused, and lifts what may be said again.
   *
   * @param wanted what is to be said
   * @param again whether it may be said whatever was decided before
   * @return why the entry of the change says it is made
   * @throws RefusedBeforeException if it was refused
   */
  public @Nullable String pass(Memory wanted, boolean again) throws SQLException {
    RefusalKey present = key();
    if (present == null || !wanted.living()) {
      return change.note();
    }
    Refusal refusal = RefusalTable.find(connection, hash(present, wanted));
    if (refusal == null) {
      return change.note();
    }
    if (!again) {
      throw refusedBefore(refusal);
    }
    String despite = "again, refused before " + refusal.entry();
    while (refusal != null) {
      lift(refusal, wanted.updatedAt(), despite);
      refusal = RefusalTable.find(connection, hash(present, wanted));
    }
    return change.note() == null ? despite : change.note() + " (" + despite + ")";
  }

  /** Why nobody but a person may make that memory active; null when nothing speaks against it. */
  public @Nullable RefusedBeforeException refused(Memory memory) throws SQLException {
    RefusalKey present = key();
    Refusal refusal = present == null ? null : RefusalTable.find(connection, hash(present, memory));
    return refusal == null ? null : refusedBefore(refusal);
  }

  private static RefusedBeforeException refusedBefore(Refusal refusal) {
    return new RefusedBeforeException(
        refusal.kind().name().toLowerCase(Locale.ROOT), refusal.memoryId(), refusal.entryId());
  }

  /** A memory was changed: turning it down by decision refuses it, reviving it lifts that. */
  public void changed(Memory before, Memory after, AuditEntry entry, boolean repair)
      throws SQLException {
    if (before.living() == after.living()) {
      return;
    }
    String action = entry.action();
    boolean rejected = AuditAction.REJECTED.verb().equals(action);
    if (after.living()) {
      for (Refusal refusal : RefusalTable.of(connection, after.id())) {
        lift(refusal, after.updatedAt(), "memory revived by audit entry " + entry.id());
      }
    } else if (!repair
        && !change.is(Change.Term.WITHDRAWAL)
        && after.is(MemoryStatus.INVALID)
        && (rejected || AuditAction.INVALIDATED.verb().equals(action))) {
      refuse(
          rejected ? Refusal.Kind.REJECTED : Refusal.Kind.INVALIDATED,
          List.of(after),
          entry.id(),
          after.updatedAt());
    }
  }

  /**
   * Refuses what a memory said, in all its forms.
   *
   * @param said the memory as it was at different times
   * @param entryId the entry of the decision; null when the log has none
   */
  public void refuse(Refusal.Kind kind, List<Memory> said, @Nullable Long entryId, String at)
      throws SQLException {
    RefusalKey present = said.isEmpty() ? null : forWriting();
    if (present == null) {
      return;
    }
    for (Memory memory : said) {
      Refusal before = RefusalTable.find(connection, hash(present, memory));
      if (before == null || before.kind() != kind || !before.memoryId().equals(memory.id())) {
        RefusalTable.insert(
            connection,
            kind,
            hash(present, memory),
            present,
            memory.id(),
            entryId,
            change.actor(),
            at);
      }
    }
  }

  /** Refuses the text of a chunk, of whatever document, that was erased with a memory. */
  public void refuseChunk(String text, String memoryId, @Nullable Long entryId, String at)
      throws SQLException {
    RefusalKey present = forWriting();
    if (present != null) {
      RefusalTable.insert(
          connection,
          Refusal.Kind.SOURCE,
          present.ofChunk(text),
          present,
          memoryId,
          entryId,
          change.actor(),
          at);
    }
  }

  private @Nullable RefusalKey forWriting() throws SQLException {
    RefusalKey present = keys.forWriting(connection);
    key = present;
    looked = true;
    return present;
  }

  /**
   * Refuses what was turned down before a store knew refusals.
   *
   * @param keys makes a key if there is something to refuse
   */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public static void refuseDecided(StoreConnection connection, RefusalKeys keys)
      throws SQLException {
    RefusalTable.refuseDecided(connection, keys::renew);
  }

  private void lift(Refusal refusal, String at, String why) throws SQLException {
    RefusalTable.lift(connection, refusal.id(), new Lifted(at, change.actor(), why));
  }

  private @Nullable RefusalKey key() throws SQLException {
    if (!looked) {
      key = keys.forReading(connection);
      looked = true;
    }
    return key;
  }

  private static ByteString hash(RefusalKey key, Memory memory) {
    return key.ofStatement(
        memory.type(),
        memory.content(),
        memory.project(),
        memory.owner().userId(),
        memory.owner().agentId());
  }
}
