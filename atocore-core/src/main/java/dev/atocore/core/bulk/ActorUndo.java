package dev.atocore.core.bulk;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.change.AuditedTransaction;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.change.Transition;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.image.Image;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what an actor did: each memory goes back to before the actor's first change of the
 * span, and those the actor made go out of use. Up to 500 a transaction, as new versions; a dry run
 * is planned in one view of the store and begins no transaction that writes. Holds no more than a
 * number for each memory touched, and a plan what {@link UndoPlan} does.
 *
 * <p>The memories that leave the active ones come first, and the newest change first: one that
 * becomes active again may say what another said in the meantime.
 */
public final class ActorUndo {
  private static final int PAGE = 500;

  private final Transactions transactions;
  private final Mutator mutator;
  private final UndoRequest request;
  private final @Nullable String until;
  private final Change change;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public ActorUndo(Transactions transactions, Mutator mutator, UndoRequest request, Change change) {
    if (change.actor().equals(request.actor())) {
      throw new InvalidInputException(
          "who undoes what "
              + TextRules.quote(request.actor())
              + " did must go by another name, or the undoing would be undone the next time");
    }
    this.transactions = transactions;
    this.mutator = mutator;
    this.request = request;
    this.until = request.until() == null ? null : Times.format(request.until());
    // That something was made is taken back, which is no judgement of what it says.
    this.change = change.asWithdrawal();
  }

  public UndoReport run(boolean dryRun, Consumer<UndoOutcome> each) {
    Tally tally = new Tally();
    Consumer<UndoOutcome> told = each.andThen(tally::count);
    if (dryRun) {
      transactions.read(connection -> plan(connection, told));
      return tally.report();
    }
    FirstChanges touched = transactions.read(connection -> FirstChanges.read(connection, request));
    for (boolean active : new boolean[] {false, true}) {
      int end = touched.count();
      while (end > 0) {
        int last = end;
        Page page =
            mutator.run(change.ofMany(), transaction -> undo(transaction, touched, last, active));
        page.outcomes().forEach(told);
        end = page.left();
      }
    }
    return tally.report();
  }

  /** In one view of the store, so that nobody waits for it. */
  private boolean plan(StoreConnection connection, Consumer<UndoOutcome> each) throws SQLException {
    FirstChanges touched = FirstChanges.read(connection, request);
    UndoPlan plan = new UndoPlan(connection, change, touched);
    BitSet left = new BitSet(touched.count());
    left.set(0, touched.count());
    for (boolean active : new boolean[] {false, true}) {
      for (int i = left.length() - 1; i >= 0; i = left.previousSetBit(i - 1)) {
        plan.at(i);
        UndoOutcome outcome = undo(plan, touched.id(i), active);
        if (outcome != null) {
          left.clear(i);
          each.accept(outcome);
        }
      }
    }
    return true;
  }

  /** Undoes some, from the last of these numbers backwards. */
  private Page undo(AuditedTransaction transaction, FirstChanges touched, int end, boolean active)
      throws SQLException {
    List<UndoOutcome> outcomes = new ArrayList<>(PAGE);
    hold(transaction, touched, end);
    int left = end;
    do {
      left--;
      UndoOutcome outcome = undo(UndoPlace.in(transaction), touched.id(left), active);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    } while (left > 0 && left > end - PAGE && !transaction.isSliceOver());
    return new Page(outcomes, left);
  }

  /** Where others write beside this, in the order in which all do. */
  private static void hold(AuditedTransaction transaction, FirstChanges touched, int end)
      throws SQLException {
    StoreConnection connection = transaction.connection();
    if (!connection.database().writers().sideBySide()) {
      return;
    }
    List<String> ids = new ArrayList<>(PAGE);
    for (int i = end - 1; i >= 0 && i >= end - PAGE; i--) {
      connection.audit().find(touched.id(i)).ifPresent(entry -> ids.add(entry.memoryId()));
    }
    transaction.hold(ids);
  }

  private @Nullable UndoOutcome undo(UndoPlace place, long first, boolean active)
      throws SQLException {
    Optional<AuditEntry> entry = place.connection().audit().find(first);
    return entry.isEmpty() ? null : undo(place, entry.get(), active);
  }

  /** Null when the memory belongs to the other half. */
  private @Nullable UndoOutcome undo(UndoPlace place, AuditEntry first, boolean active)
      throws SQLException {
    Memory old;
    try {
      old = imageBefore(first);
    } catch (NotFoundException | IllegalTransitionException | InvalidInputException e) {
      return active ? null : new UndoOutcome.Failed(first.memoryId(), e);
    }
    if (active != (old != null && old.is(MemoryStatus.ACTIVE))) {
      return null;
    }
    try {
      return undo(place, first, old);
    } catch (NotFoundException
        | ConflictException
        | IllegalTransitionException
        | DuplicateException e) {
      return new UndoOutcome.Failed(first.memoryId(), e);
    }
  }

  private UndoOutcome undo(UndoPlace place, AuditEntry first, @Nullable Memory old)
      throws SQLException {
    String id = first.memoryId();
    StoredMemory stored = place.find(id);
    if (stored == null) {
      throw new NotFoundException(
          "the row of memory "
              + id
              + " is gone; 'atocore memory restore "
              + id
              + "' brings it back");
    }
    Memory memory = stored.memory();
    Memory wanted = old == null ? outOfUse(memory) : memory.revertedTo(old);
    if (wanted.equals(memory)) {
      return new UndoOutcome.Unchanged(memory);
    }
    requireWholeHistory(place.connection(), memory);
    Optional<AuditEntry> later =
        place.connection().audit().findLaterChange(id, first.version(), request.actor(), until);
    if (later.isPresent() && !request.force()) {
      return new UndoOutcome.Conflict(memory, later.get());
    }
    AuditAction action = old == null ? Transition.verb(memory, wanted) : AuditAction.REVERTED;
    String note = change.note();
    Memory after = place.update(stored, wanted, action, note == null ? note(first) : note);
    return new UndoOutcome.Undone(first, memory, after, action);
  }

  /** What was made by the actor is not deleted: nothing is. */
  private static Memory outOfUse(Memory memory) {
    return memory.living()
        ? memory.withStatus(MemoryStatus.INVALID, memory.supersededBy())
        : memory;
  }

  /** Null for a memory that the entry began. */
  private static @Nullable Memory imageBefore(AuditEntry first) {
    if (!first.computeHash().equals(first.hash())) {
      throw new IllegalTransitionException(
          "entry "
              + first.id()
              + " of memory "
              + first.memoryId()
              + " was altered; run 'atocore audit verify "
              + first.memoryId()
              + "'");
    }
    if (AuditAction.CREATED.verb().equals(first.action())) {
      return null;
    }
    String image = first.before();
    if (image == null) {
      throw NotFoundException.erased(
          "what memory " + first.memoryId() + " was before entry " + first.id(), first);
    }
    return Image.of(image).toMemory();
  }

  /** An entry that waits in the spool may be someone else's. */
  private static void requireWholeHistory(StoreConnection connection, Memory memory)
      throws SQLException {
    long known = connection.audit().newestVersion(memory.id());
    if (known != memory.version()) {
      throw new ConflictException(
          "memory "
              + memory.id()
              + " is at version "
              + memory.version()
              + " and the log at "
              + known
              + "; run 'atocore audit replay' and then 'atocore audit verify "
              + memory.id()
              + "'");
    }
  }

  private String note(AuditEntry first) {
    String what = "undoes what " + request.actor() + " did since " + Times.format(request.since());
    return first.version() == 1 ? what : what + ": to version " + (first.version() - 1);
  }

  /** What one transaction did, and how many numbers are left. */
  private record Page(List<UndoOutcome> outcomes, int left) {}

  /** Counts the outcomes. */
  private static final class Tally {
    private long undone;
    private long unchanged;
    private long conflicts;
    private long failed;

    void count(UndoOutcome outcome) {
      if (outcome instanceof UndoOutcome.Undone) {
        undone++;
      } else if (outcome instanceof UndoOutcome.Unchanged) {
        unchanged++;
      } else if (outcome instanceof UndoOutcome.Conflict) {
        conflicts++;
      } else {
        failed++;
      }
    }

    UndoReport report() {
      return new UndoReport(undone, unchanged, conflicts, failed);
    }
  }
}
