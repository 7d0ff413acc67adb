package dev.atocore.core.bulk;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.SameStatements;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What undoing would come to, in one view of the store: nothing is written. Knows of each memory
 * that was looked at whether it would still be active and say what it says now, and what those
 * would say that would be active anew: a later one may not say the same. Holds a bit for each
 * memory that is touched, and a few bytes for each that would become active.
 */
final class UndoPlan implements UndoPlace {
  private final StoreConnection connection;
  private final Change change;
  private final FirstChanges touched;

  /** Of those touched, by their place: no longer active with what they say in the table. */
  private final BitSet left = new BitSet();

  private final PlannedTexts joined = new PlannedTexts();
  private int place;

  UndoPlan(StoreConnection connection, Change change, FirstChanges touched) {
    this.connection = connection;
    this.change = change;
    this.touched = touched;
  }

  /** The memory with that place among those touched comes next. */
  void at(int next) {
    place = next;
  }

  @Override
  public StoreConnection connection() {
    return connection;
  }

  @Override
  public @Nullable StoredMemory find(String id) throws SQLException {
    return MemoryTable.find(connection, id);
  }

  @Override
  public Memory update(
      StoredMemory stored, Memory wanted, AuditAction action, @Nullable String note)
      throws SQLException {
    Memory before = stored.memory();
    boolean was = before.is(MemoryStatus.ACTIVE);
    boolean willBe = wanted.is(MemoryStatus.ACTIVE);
    boolean same = before.says(wanted.type(), wanted.content(), wanted.project(), wanted.owner());
    if (willBe && !(was && same)) {
      refuseDuplicate(wanted);
      joined.add(wanted, place);
    }
    if (was && !(willBe && same)) {
      left.set(place);
    }
    String now = Times.format(Instant.now());
    String at = before.updatedAt().compareTo(now) > 0 ? before.updatedAt() : now;
    return wanted.stamped(before.version() + 1, at);
  }

  private void refuseDuplicate(Memory wanted) throws SQLException {
    if (change.is(Change.Term.DUPLICATE_ALLOWED)) {
      return;
    }
    String hash = ContentHash.ofStatement(wanted.content());
    String same = SameStatements.findActive(connection, wanted, hash, this::stays);
    if (same != null) {
      throw new DuplicateException(same);
    }
    int planned = joined.find(wanted);
    AuditEntry first =
        planned < 0 ? null : connection.audit().find(touched.id(planned)).orElse(null);
    if (first != null) {
      throw new DuplicateException(first.memoryId());
    }
  }

  /** Whether an active memory would still be active and say the same. */
  private boolean stays(String id) {
    int other = touched.place(connection, id);
    return other < 0 || !left.get(other);
  }
}
