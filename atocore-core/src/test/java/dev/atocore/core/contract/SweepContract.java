package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.bulk.BulkOutcome;
import dev.atocore.core.bulk.BulkReport;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sweeps over the candidates. */
abstract class SweepContract extends StoreContract {
  @Test
  void autoPromote_takesWhatQualifiesAndSkipsDuplicates() {
    Memory good = candidate("good", 0.7, 3);
    candidate("unsure", 0.5, 3);
    candidate("unproven", 0.9, 2);
    Memory duplicate = candidate("twice", 0.9, 3);
    store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, "twice").status(MemoryStatus.ACTIVE),
            Change.by("ann"));
    List<BulkOutcome> outcomes = new ArrayList<>();

    BulkReport dry =
        store.memories().autoPromote(AutoPromotePolicy.DEFAULT, Change.by("auto"), true, o -> {});
    BulkReport report =
        store
            .memories()
            .autoPromote(AutoPromotePolicy.DEFAULT, Change.by("auto"), false, outcomes::add);

    assertThat(dry.examined()).isEqualTo(2);
    assertThat(report).isEqualTo(new BulkReport(2, 1, 1));
    assertThat(store.memories().get(good.id()).status()).isEqualTo("active");
    assertThat(store.memories().get(duplicate.id()).status()).isEqualTo("candidate");
    assertThat(outcomes.get(1).error()).isInstanceOf(DuplicateException.class);
  }

  @Test
  void expire_rejectsAcrossPagesWhatIsOldAndNeverReinforced() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1201; i++) {
      lines
          .append("{\"type\":\"episodic\",\"content\":\"old ")
          .append(i)
          .append("\",\"created_at\":\"2026-01-01T00:00:00Z\"}\n");
    }
    lines.append(
        "{\"type\":\"episodic\",\"content\":\"old but used\",\"reference_count\":1,\"created_at\":\"2026-01-01\"}\n");
    lines.append("{\"type\":\"episodic\",\"content\":\"new\"}\n");
    store
        .memories()
        .importNdjson(
            new ByteArrayInputStream(lines.toString().getBytes(UTF_8)),
            Change.by("ann"),
            false,
            o -> {});

    BulkReport report =
        store.memories().expire(Duration.ofDays(14), Change.by("candidate-expiry"), false, o -> {});

    assertThat(report).isEqualTo(new BulkReport(1201, 1201, 0));
    assertThat(store.memories().countByStatus())
        .containsEntry("candidate", 2L)
        .containsEntry("invalid", 1201L);
    assertThat(
            store
                .audit()
                .recent(new AuditFilter("candidate-expiry", null, null, null, null, null), 5, null)
                .entries())
        .hasSize(5);
    assertThat(store.audit().verify(null, p -> {}).ok()).isTrue();
  }

  private Memory candidate(String content, double confidence, int references) {
    Memory memory =
        store
            .memories()
            .create(
                NewMemory.of(MemoryType.KNOWLEDGE, content).confidence(confidence),
                Change.by("ann"));
    for (int i = 0; i < references; i++) {
      store.memories().reinforce(memory.id(), 0, Change.by("ann"));
    }
    return memory;
  }
}
