package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.Memories;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.search.SearchQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a memory lives, and what each change leaves in the log. */
abstract class MemoriesContract extends StoreContract {
  private static final Change ANN = Change.by("ann").requestId("r-1");

  private Memories memories;

  @BeforeEach
  void open() {
    memories = store.memories();
  }

  @AfterEach
  void storeVerifies() {
    List<AuditProblem> problems = new ArrayList<>();
    store.audit().verify(null, problems::add);
    assertThat(problems).isEmpty();
  }

  @Test
  void create_isAudited() {
    Memory memory = memories.create(knowledge("Backups run at two."), ANN.note("from the runbook"));

    assertThat(memory.status()).isEqualTo("candidate");
    assertThat(memory.version()).isEqualTo(1);
    assertThat(memories.get(memory.id())).isEqualTo(memory);
    AuditEntry entry = only(store.audit().history(memory.id()));
    assertThat(entry.action()).isEqualTo("created");
    assertThat(entry.actor()).isEqualTo("ann");
    assertThat(entry.note()).isEqualTo("from the runbook");
    assertThat(entry.requestId()).isEqualTo("r-1");
    assertThat(entry.before()).isNull();
    assertThat(entry.after()).contains("Backups run at two.");
    assertThat(entry.timestamp()).isEqualTo(memory.createdAt());
    assertThat(entry.prevHash()).isNull();
  }

  @Test
  void promote_isAudited() {
    Memory memory = memories.create(knowledge("x"), ANN);

    Mutation mutation = memories.promote(memory.id(), Change.by("bob"));

    assertThat(mutation.action()).isEqualTo(AuditAction.PROMOTED);
    List<AuditEntry> history = store.audit().history(memory.id());
    assertThat(history).extracting(AuditEntry::action).containsExactly("created", "promoted");
    assertThat(history.get(1).actor()).isEqualTo("bob");
    assertThat(history.get(1).prevHash()).isEqualTo(history.get(0).hash());
    assertThat(history.get(1).before()).isEqualTo(history.get(0).after());
  }

  @Test
  void reject_isAudited() {
    Memory memory = memories.create(knowledge("x"), ANN);

    assertThat(memories.reject(memory.id(), ANN).memory().status()).isEqualTo("invalid");

    assertThat(store.audit().history(memory.id()))
        .extracting(AuditEntry::action)
        .containsExactly("created", "rejected");
  }

  @Test
  void update_isAuditedWithBeforeAndAfter() {
    Memory memory = memories.create(knowledge("the old text"), ANN);

    memories.update(memory.id(), MemoryPatch.none().content("the new text").confidence(0.9), ANN);

    AuditEntry entry = store.audit().history(memory.id()).get(1);
    assertThat(entry.action()).isEqualTo("updated");
    assertThat(entry.before()).contains("the old text").contains("\"confidence\":0.5");
    assertThat(entry.after()).contains("the new text").contains("\"confidence\":0.9");
  }

  @Test
  void reinforce_isAudited() {
    Memory memory = memories.create(knowledge("x").confidence(0.99), ANN);

    Memory reinforced = memories.reinforce(memory.id(), 0.02, ANN).memory();

    assertThat(reinforced.confidence()).isEqualTo(1.0);
    assertThat(reinforced.referenceCount()).isEqualTo(1);
    assertThat(reinforced.lastReferencedAt()).isNotNull();
    assertThat(store.audit().history(memory.id()).get(1).action()).isEqualTo("reinforced");
  }

  @Test
  void update_toTheSameValues_writesNothing() {
    Memory memory = memories.create(knowledge("x"), ANN);

    Mutation mutation = memories.update(memory.id(), MemoryPatch.none().content("x"), ANN);

    assertThat(mutation.changed()).isFalse();
    assertThat(store.audit().history(memory.id())).hasSize(1);
  }

  @Test
  void illegalTransition_changesNothing() {
    Memory memory = memories.create(knowledge("x"), ANN);
    memories.reject(memory.id(), ANN);

    assertThatThrownBy(() -> memories.promote(memory.id(), ANN))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> memories.reinforce(memory.id(), 0.1, ANN))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> memories.update(memory.id(), MemoryPatch.none().content("y"), ANN))
        .isInstanceOf(IllegalTransitionException.class);
    assertThat(memories.get(memory.id()).version()).isEqualTo(2);
  }

  @Test
  void ifVersion_refusesWhatHasMovedOn() {
    Memory memory = memories.create(knowledge("x"), ANN);
    memories.reinforce(memory.id(), 0.1, ANN.ifVersion(1L));

    assertThatThrownBy(() -> memories.promote(memory.id(), ANN.ifVersion(1L)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("version 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Same fact ", "Same fact\n", " Same fact", "\u3000Same fact\u00a0\t\r\n"})
  void blanksAtTheEnds_areNoDifference(String content) {
    Memory first = memories.create(knowledge("Same fact").status(MemoryStatus.ACTIVE), ANN);
    Memory candidate = memories.create(knowledge(content), ANN);
    Memory other = memories.create(knowledge("Other").status(MemoryStatus.ACTIVE), ANN);

    assertThat(candidate.content()).isEqualTo(content);
    assertDuplicate(
        first, () -> memories.create(knowledge(content).status(MemoryStatus.ACTIVE), ANN));
    assertDuplicate(first, () -> memories.promote(candidate.id(), ANN));
    assertDuplicate(
        first, () -> memories.update(other.id(), MemoryPatch.none().content(content), ANN));
    assertDuplicate(candidate, () -> memories.create(knowledge("Same fact"), ANN));
  }

  @Test
  void candidateThatIsThere_isNotMadeAgain() {
    Memory first = memories.create(knowledge("x"), ANN);

    assertDuplicate(first, () -> memories.create(knowledge("x"), ANN));
    assertThat(memories.create(knowledge("x"), ANN.allowingDuplicate()).id())
        .isNotEqualTo(first.id());
    assertThat(memories.create(knowledge("x").project("p"), ANN)).isNotNull();
    assertThat(memories.create(NewMemory.of(MemoryType.PREFERENCE, "x"), ANN)).isNotNull();
  }

  private static void assertDuplicate(Memory of, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            DuplicateException.class, e -> assertThat(e.existingId()).isEqualTo(of.id()))
        .hasMessageContaining("is " + of.status());
  }

  @Test
  void secondActiveMemoryThatSaysTheSame_isRefused() {
    Memory first = memories.create(knowledge("x").status(MemoryStatus.ACTIVE), ANN);
    Memory candidate = memories.create(knowledge("x"), ANN);

    assertThatThrownBy(() -> memories.promote(candidate.id(), ANN))
        .isInstanceOfSatisfying(
            DuplicateException.class, e -> assertThat(e.existingId()).isEqualTo(first.id()));
    assertThat(memories.promote(candidate.id(), ANN.allowingDuplicate()).changed()).isTrue();
    assertThat(memories.create(knowledge("x").project("p").status(MemoryStatus.ACTIVE), ANN))
        .isNotNull();
  }

  @Test
  void supersede_namesTheSuccessor() {
    Memory old = memories.create(knowledge("old").status(MemoryStatus.ACTIVE), ANN);
    Memory better = memories.create(knowledge("better").status(MemoryStatus.ACTIVE), ANN);

    Memory superseded = memories.supersede(old.id(), better.id(), ANN).memory();

    assertThat(superseded.status()).isEqualTo("superseded");
    assertThat(superseded.supersededBy()).isEqualTo(better.id());
    assertThatThrownBy(() -> memories.supersede(better.id(), old.id(), ANN))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> memories.supersede(better.id(), "nobody", ANN))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void revert_bringsBackAnEarlierImageAsANewVersion() {
    Memory memory = memories.create(knowledge("first").project("p"), ANN);
    memories.update(memory.id(), MemoryPatch.none().content("second").project(""), ANN);
    memories.reject(memory.id(), ANN);

    Memory reverted = memories.revert(memory.id(), 1, ANN).memory();

    assertThat(reverted.content()).isEqualTo("first");
    assertThat(reverted.project()).isEqualTo("p");
    assertThat(reverted.status()).isEqualTo("candidate");
    assertThat(reverted.version()).isEqualTo(4);
    assertThat(store.audit().history(memory.id()).get(3).action()).isEqualTo("reverted");
    assertThat(memories.revert(memory.id(), 4, ANN).changed()).isFalse();
    assertThat(memories.atVersion(memory.id(), 2).content()).isEqualTo("second");
    assertThat(memories.search(SearchQuery.of("first").statuses(MemoryStatus.CANDIDATE)))
        .hasSize(1);
  }

  @Test
  void past_isListedAndShownAsTheLogSaysItWas() {
    Memory first = memories.create(knowledge("first").project("p"), ANN);
    Memory second = memories.create(knowledge("second"), ANN);
    Instant then = Instant.parse(second.createdAt());
    memories.update(first.id(), MemoryPatch.none().content("first, changed"), ANN);
    memories.reject(second.id(), ANN);
    memories.create(knowledge("third"), ANN);

    assertThat(memories.listAsOf(then, MemoryFilter.ALL, 10, null).memories())
        .containsExactly(second, first);
    assertThat(memories.asOf(first.id(), then)).isEqualTo(first);
    MemoryPage page = memories.listAsOf(then, MemoryFilter.ALL, 1, null);
    assertThat(page.memories()).containsExactly(second);
    assertThat(memories.listAsOf(then, MemoryFilter.ALL, 1, page.next()).memories())
        .containsExactly(first);
    assertThat(memories.listAsOf(then, new MemoryFilter(null, null, "p"), 10, null).memories())
        .containsExactly(first);
    assertThat(memories.listAsOf(then.minusSeconds(60), MemoryFilter.ALL, 10, null).memories())
        .isEmpty();
  }

  @Test
  void restore_bringsADeletedRowBack() {
    Memory memory = memories.create(knowledge("precious").project("p"), ANN);
    Memory promoted = memories.promote(memory.id(), ANN).memory();
    assertThatThrownBy(() -> memories.restore(memory.id(), ANN))
        .isInstanceOf(ConflictException.class);
    place.asOtherProgram("DELETE FROM memories");
    assertThat(store.audit().verify(null, problem -> {}).ok()).isFalse();

    Memory restored = memories.restore(memory.id(), Change.by("operator")).memory();

    assertThat(restored.content()).isEqualTo("precious");
    assertThat(restored.status()).isEqualTo(promoted.status());
    assertThat(restored.version()).isEqualTo(3);
    assertThat(memories.get(memory.id())).isEqualTo(restored);
    assertThat(memories.search(SearchQuery.of("precious"))).hasSize(1);
    assertThatThrownBy(() -> memories.restore("nobody", ANN)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void search_takesAnyText() {
    memories.create(
        knowledge("The greenhouse pumps water at night").status(MemoryStatus.ACTIVE), ANN);

    assertThat(memories.search(SearchQuery.of("pumping in greenhouses?"))).hasSize(1);
    for (String hostile :
        List.of(
            "",
            " ",
            "\"",
            "*",
            "a AND",
            "NEAR(",
            "content:",
            "^",
            "(((",
            "-",
            "'; DROP TABLE memories;",
            "\u0000",
            "\ud800",
            "😀 pump",
            "OR OR OR",
            "the",
            "col : x",
            "{a b} : c",
            "x\"y")) {
      assertThat(memories.search(SearchQuery.of(hostile))).hasSizeLessThan(2);
    }
  }

  @Test
  void badValues_areRefusedAtTheDoor() {
    assertInvalid(() -> MemoryType.parse("opinion"));
    assertInvalid(() -> knowledge(""));
    assertInvalid(() -> knowledge(" \n\t"));
    assertInvalid(() -> knowledge("a".repeat(1024 * 1024)));
    assertInvalid(() -> knowledge("a\u0000b"));
    assertInvalid(() -> knowledge("half \ud83d"));
    assertInvalid(() -> knowledge("x").confidence(Double.NaN));
    assertInvalid(() -> knowledge("x").confidence(1.01));
    assertInvalid(() -> knowledge("x").status(MemoryStatus.INVALID));
    assertInvalid(() -> Change.by("two\nlines"));
    assertInvalid(() -> Change.by("a".repeat(129)));
  }

  @Test
  void list_pagesNewestFirst() {
    for (int i = 0; i < 7; i++) {
      memories.create(knowledge("m" + i), ANN);
    }
    List<String> seen = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      MemoryPage page = memories.list(MemoryFilter.ALL, 3, cursor);
      page.memories().forEach(memory -> seen.add(memory.content()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).containsExactly("m6", "m5", "m4", "m3", "m2", "m1", "m0");
  }

  private static void assertInvalid(Runnable attempt) {
    assertThatThrownBy(attempt::run).isInstanceOf(InvalidInputException.class);
  }

  private static NewMemory knowledge(String content) {
    return NewMemory.of(MemoryType.KNOWLEDGE, content);
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.get(0);
  }
}
