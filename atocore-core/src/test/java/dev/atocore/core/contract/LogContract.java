package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
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
}
