package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.core.log.MissingEntry;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the log answers. */
abstract class LogContract extends StoreContract {
  private static final Change ANN = Change.by("ann");

  @Test
  void recentAudit_spansMemoriesNewestFirst() {
    Memory first =
        store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "one").project("p"), ANN);
    Memory second =
        store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "two"), Change.by("bob"));
    store.memories().promote(first.id(), ANN);

    assertThat(store.audit().recent(AuditFilter.ALL, 10, null).entries())
        .extracting(AuditEntry::memoryId)
        .containsExactly(first.id(), second.id(), first.id());
    assertThat(
            store
                .audit()
                .recent(new AuditFilter("ann", null, "p", null, null, null), 1, null)
                .next())
        .isNotNull();
    assertThat(
            store
                .audit()
                .recent(
                    new AuditFilter(null, AuditAction.CREATED, null, null, null, null), 10, null)
                .entries())
        .hasSize(2);
  }

  @Test
  void counts_areByActorActionDayOrProject() {
    Memory memory =
        store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "a").project("p"), ANN);
    store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "b"), Change.by("bob"));
    store.memories().promote(memory.id(), ANN);

    assertThat(store.audit().count(AuditGrouping.ACTOR, AuditFilter.ALL))
        .containsExactly(Map.entry("ann", 2L), Map.entry("bob", 1L));
    assertThat(store.audit().count(AuditGrouping.ACTION, AuditFilter.ALL))
        .containsExactly(Map.entry("created", 2L), Map.entry("promoted", 1L));
    assertThat(store.audit().count(AuditGrouping.PROJECT, AuditFilter.ALL))
        .containsExactly(Map.entry("p", 2L), Map.entry("", 1L));
    assertThat(store.audit().count(AuditGrouping.DAY, AuditFilter.ALL))
        .containsExactly(Map.entry(memory.createdAt().substring(0, 10), 3L));
    assertThat(store.audit().status().entries()).isEqualTo(3);
    assertThat(store.audit().status().lastVerification()).isNull();
    store.audit().remember(store.audit().verify(null, problem -> {}));
    assertThat(store.audit().status().lastVerification()).contains("\"problems\":0");
  }

  @Test
  void missingEntriesOfAll_areThoseThatAVerificationFindsOfEach() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String id = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "m" + i), ANN).id();
      store.memories().reinforce(id, 0.1, ANN);
      store.memories().reinforce(id, 0.1, ANN);
      store.memories().reinforce(id, 0.1, ANN);
      ids.add(id);
    }
    assertThat(store.audit().missing(null)).isEmpty();
    place.asOtherProgram(
        "DELETE FROM memory_audit WHERE memory_id = '" + ids.get(1) + "' AND version = 1",
        "DELETE FROM memory_audit WHERE memory_id = '" + ids.get(2) + "' AND version IN (2, 3)",
        "DELETE FROM memory_audit WHERE memory_id = '" + ids.get(3) + "' AND version = 4",
        "DELETE FROM memory_audit WHERE memory_id = '" + ids.get(4) + "'",
        "DELETE FROM memory_audit WHERE memory_id = '" + ids.get(5) + "' AND version = 3",
        "DELETE FROM memories WHERE id = '" + ids.get(5) + "'",
        "UPDATE memories SET version = 7 WHERE id = '" + ids.get(6) + "'");
    store.audit().acknowledgeGaps(ids.get(2), List.of(3L), ANN);

    List<MissingEntry> each = new ArrayList<>();
    ids.stream().sorted().forEach(id -> each.addAll(store.audit().missing(id)));
    assertThat(each).hasSize(7);
    assertThat(store.audit().missing(null)).isEqualTo(each);
  }

  @Test
  void missingEntriesOfManyMemories_areAllFound() {
    for (int i = 0; i < 230; i++) {
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "m" + i), ANN);
    }
    place.asOtherProgram("DELETE FROM memory_audit");

    assertThat(store.audit().missing(null)).hasSize(230);
  }
}
