package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.Memories;
import dev.atocore.core.bulk.UndoOutcome;
import dev.atocore.core.bulk.UndoReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking back what one actor did. */
abstract class UndoContract extends StoreContract {
  private static final Change INES = Change.by("ines");
  private static final Change AGENT = Change.by("agent-7");
  private static final Change UNDO = Change.by("human").requestId("undo-1");

  private Memories memories;

  @BeforeEach
  void setUp() {
    memories = store.memories();
  }

  @Test
  void changedMemory_goesBackToBeforeTheFirstChange() {
    Memory before = active("one", INES);
    memories.update(before.id(), MemoryPatch.none().content("two"), AGENT);
    memories.reinforce(before.id(), 0.1, AGENT);
    memories.invalidate(before.id(), AGENT);

    assertThat(undo()).isEqualTo(new UndoReport(1, 0, 0, 0));
    Memory after = memories.get(before.id());
    assertThat(before.revertedTo(after)).isEqualTo(before);
    assertThat(after.version()).isEqualTo(6);
    AuditEntry entry = store.audit().findNewest(before.id()).orElseThrow();
    assertThat(entry.action()).isEqualTo("reverted");
    assertThat(entry.requestId()).isEqualTo("undo-1");
    assertThat(entry.note()).contains("agent-7", "to version 2");
    assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
  }

  @Test
  void madeMemories_goOutOfUseByTheRightVerb() {
    Memory candidate = memories.create(NewMemory.of(MemoryType.KNOWLEDGE, "a"), AGENT);
    Memory active = active("b", AGENT);

    List<UndoOutcome> outcomes = new ArrayList<>();
    memories.undo(request(false), UNDO, false, outcomes::add);
    assertThat(outcomes)
        .extracting(outcome -> ((UndoOutcome.Undone) outcome).action())
        .containsExactly(AuditAction.INVALIDATED, AuditAction.REJECTED);
    assertThat(memories.get(candidate.id()).status()).isEqualTo("invalid");
    assertThat(memories.get(active.id()).status()).isEqualTo("invalid");
  }

  @Test
  void changedByAnotherSince_isAConflict_unlessForced() {
    Memory memory = active("one", INES);
    memories.update(memory.id(), MemoryPatch.none().content("two"), AGENT);
    memories.update(memory.id(), MemoryPatch.none().confidence(0.9), INES);

    List<UndoOutcome> outcomes = new ArrayList<>();
    assertThat(memories.undo(request(false), UNDO, false, outcomes::add))
        .isEqualTo(new UndoReport(0, 0, 1, 0));
    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            UndoOutcome.Conflict.class,
            conflict -> assertThat(conflict.later().actor()).isEqualTo("ines"));
    assertThat(memories.get(memory.id()).content()).isEqualTo("two");

    assertThat(memories.undo(request(true), UNDO, false, outcome -> {}))
        .isEqualTo(new UndoReport(1, 0, 0, 0));
    assertThat(memories.get(memory.id()).content()).isEqualTo("one");
    assertThat(memories.get(memory.id()).confidence()).isEqualTo(0.5);
  }

  @Test
  void secondTime_changesNothing() {
    Memory memory = active("one", INES);
    memories.update(memory.id(), MemoryPatch.none().content("two"), AGENT);
    active("three", AGENT);

    assertThat(undo()).isEqualTo(new UndoReport(2, 0, 0, 0));
    long entries = store.audit().status().entries();
    assertThat(undo()).isEqualTo(new UndoReport(0, 2, 0, 0));
    assertThat(store.audit().status().entries()).isEqualTo(entries);
  }

  @Test
  void dryRun_tellsTheSameAndWritesNothing() {
    Memory memory = active("one", INES);
    memories.update(memory.id(), MemoryPatch.none().content("two"), AGENT);

    List<UndoOutcome> planned = new ArrayList<>();
    assertThat(memories.undo(request(false), UNDO, true, planned::add))
        .isEqualTo(new UndoReport(1, 0, 0, 0));
    assertThat(((UndoOutcome.Undone) planned.get(0)).after().content()).isEqualTo("one");
    assertThat(memories.get(memory.id()).content()).isEqualTo("two");
    assertThat(store.audit().status().entries()).isEqualTo(3);
  }

  @Test
  void spanOfTime_leavesTheRestAlone() {
    Memory early = active("early", INES);
    memories.update(early.id(), MemoryPatch.none().content("by the agent"), AGENT);
    Memory late = active("late", INES);
    String since =
        memories.update(late.id(), MemoryPatch.none().content("x"), AGENT).memory().updatedAt();
    memories.update(late.id(), MemoryPatch.none().content("y"), AGENT);

    assertThat(
            memories.undo(
                new UndoRequest("agent-7", Instant.parse(since), null, false),
                UNDO,
                false,
                outcome -> {}))
        .isEqualTo(new UndoReport(1, 0, 0, 0));
    assertThat(memories.get(early.id()).content()).isEqualTo("by the agent");
    assertThat(memories.get(late.id()).content()).isEqualTo("late");
  }

  @Test
  void changedByTheActorAfterTheSpan_isAConflict() {
    Memory memory = active("one", INES);
    memories.update(memory.id(), MemoryPatch.none().content("two"), AGENT);
    String end =
        memories
            .update(memory.id(), MemoryPatch.none().content("three"), AGENT)
            .memory()
            .updatedAt();

    assertThat(
            memories.undo(
                new UndoRequest("agent-7", Instant.EPOCH, Instant.parse(end), false),
                UNDO,
                false,
                outcome -> {}))
        .isEqualTo(new UndoReport(0, 0, 1, 0));
  }

  @Test
  void replacedByACopy_comesBackAfterTheCopyIsGone() {
    Memory memory = active("one", INES);
    Memory copy = memories.create(NewMemory.of(MemoryType.KNOWLEDGE, "one"), AGENT);
    memories.invalidate(memory.id(), AGENT);
    memories.promote(copy.id(), AGENT);

    assertThat(undo()).isEqualTo(new UndoReport(2, 0, 0, 0));
    assertThat(memories.get(memory.id()).status()).isEqualTo("active");
    assertThat(memories.get(copy.id()).status()).isEqualTo("invalid");
  }

  @Test
  void manyMemories_areAllTakenBack() {
    int many = 1_203;
    for (int i = 0; i < many; i++) {
      memories.create(NewMemory.of(MemoryType.KNOWLEDGE, "memory " + i), AGENT);
    }

    assertThat(undo()).isEqualTo(new UndoReport(many, 0, 0, 0));
    assertThat(memories.countByStatus()).containsEntry("invalid", (long) many);
    assertThat(
            store
                .audit()
                .recent(new AuditFilter(null, null, null, "undo-1", null, null), 2_000, null)
                .entries())
        .hasSize(many);
  }

  /** Also where what one may become depends on what becomes of one that is far away. */
  @Test
  void dryRun_tellsWhatWillHappen_alsoWhereTextsAreSaidAgain() {
    Memory gone = active("said by a copy", INES);
    Memory copy = memories.create(NewMemory.of(MemoryType.KNOWLEDGE, "said by a copy"), AGENT);
    Memory taken = active("taken", INES);
    memories.update(taken.id(), MemoryPatch.none().content("other"), AGENT);
    Memory first = active("same", INES);
    memories.update(first.id(), MemoryPatch.none().content("x"), AGENT);
    Memory second = active("same", INES);
    memories.update(second.id(), MemoryPatch.none().content("y"), AGENT);
    for (int i = 0; i < 520; i++) {
      memories.create(NewMemory.of(MemoryType.KNOWLEDGE, "memory " + i), AGENT);
    }
    memories.invalidate(gone.id(), AGENT);
    memories.promote(copy.id(), AGENT);
    Memory owner = active("taken", INES);

    List<UndoOutcome> planned = new ArrayList<>();
    UndoReport plan = memories.undo(request(false), UNDO, true, planned::add);
    List<UndoOutcome> done = new ArrayList<>();
    UndoReport report = memories.undo(request(false), UNDO, false, done::add);

    assertThat(report).isEqualTo(plan).isEqualTo(new UndoReport(523, 0, 0, 2));
    assertThat(told(planned)).isEqualTo(told(done));
    assertThat(told(done))
        .contains(
            "invalidated " + copy.id(),
            "reverted " + gone.id(),
            "reverted " + second.id(),
            "duplicate " + first.id() + " of " + second.id(),
            "duplicate " + taken.id() + " of " + owner.id());
  }

  private static List<String> told(List<UndoOutcome> outcomes) {
    List<String> told = new ArrayList<>();
    for (UndoOutcome outcome : outcomes) {
      if (outcome instanceof UndoOutcome.Undone undone) {
        told.add(undone.action().verb() + " " + undone.memoryId());
      } else if (outcome instanceof UndoOutcome.Failed failed
          && failed.error() instanceof DuplicateException same) {
        told.add(same.code() + " " + failed.memoryId() + " of " + same.existingId());
      } else {
        told.add(String.valueOf(outcome));
      }
    }
    return told;
  }

  @Test
  void alteredOrErasedEntries_areNotBelieved() {
    Memory altered = active("one", INES);
    memories.update(altered.id(), MemoryPatch.none().content("two"), AGENT);
    Memory gone = active("three", INES);
    memories.update(gone.id(), MemoryPatch.none().content("four"), AGENT);
    place.asOtherProgram(
        "UPDATE memory_audit SET before_json = replace(before_json, 'one', 'evil') WHERE id = 3");
    place.asOtherProgram("DELETE FROM memories WHERE id = '" + gone.id() + "'");

    List<UndoOutcome> outcomes = new ArrayList<>();
    assertThat(memories.undo(request(false), UNDO, false, outcomes::add))
        .isEqualTo(new UndoReport(0, 0, 0, 2));
    assertThat(outcomes)
        .extracting(outcome -> ((UndoOutcome.Failed) outcome).error().code())
        .containsExactlyInAnyOrder("illegal_transition", "not_found");
    assertThat(memories.get(altered.id()).content()).isEqualTo("two");
  }

  @Test
  void undoneByThemselves_isRefused() {
    assertThatThrownBy(() -> memories.undo(request(false), AGENT, true, outcome -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("agent-7");
  }

  private UndoReport undo() {
    return memories.undo(request(false), UNDO, false, outcome -> {});
  }

  private static UndoRequest request(boolean force) {
    return new UndoRequest("agent-7", Instant.EPOCH, null, force);
  }

  private Memory active(String content, Change by) {
    Memory made = memories.create(NewMemory.of(MemoryType.KNOWLEDGE, content), by);
    return memories.promote(made.id(), by).memory();
  }
}
