package dev.atocore.integrity.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.harness.Harness;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.alert.StateAlertSink;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardTest {
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private MemoryStore store;
  private Alerts alerts;

  @BeforeEach
  void open() {
    Path file = folder.resolve("store.db");
    store = MemoryStore.open(file);
    alerts =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .spool(folder.resolve("undelivered"))
            .sink(new StateAlertSink(file))
            .build();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void freshStore_isEmptyAndWhole() throws IOException {
    assertThat(json(Dashboard.read(store)))
        .isEqualTo(
            "{\"integrity\":null,"
                + "\"alerts\":{\"last_info\":null,\"last_warning\":null,\"last_critical\":null},"
                + "\"recent_audit\":[],"
                + "\"candidate_queue\":{\"count\":0,\"oldest\":null},"
                + "\"harness\":null,"
                + "\"memories\":{\"candidate\":0,\"active\":0,\"superseded\":0,\"invalid\":0}}");
  }

  @Test
  void everything_isShown() throws IOException {
    Memory first = create("Backups run at two.", MemoryStatus.CANDIDATE);
    create("Backups are kept for a month.", MemoryStatus.ACTIVE);
    new Harness(store)
        .run(
            new ByteArrayInputStream(
                "{\"query\":\"backups\",\"expect_text\":\"at two\"}"
                    .getBytes(StandardCharsets.UTF_8)));
    alerts.emit(Severity.INFO, "Told", "Nothing to do.", Map.of("k", "v"));
    alerts.emit(Severity.CRITICAL, "Fire", "Run.", Map.of());
    IntegrityResult result = Integrity.of(store, alerts).run(RunOptions.all());

    Dashboard dashboard = Dashboard.read(store);

    assertThat(dashboard.integrity()).isEqualTo(result);
    assertThat(result.status()).isEqualTo(CheckStatus.OK);
    assertThat(dashboard.lastInfo())
        .satisfies(
            alert -> {
              assertThat(alert.title()).isEqualTo("Told");
              assertThat(alert.status()).isEqualTo("firing");
              assertThat(alert.context()).containsEntry("k", "v");
            });
    assertThat(dashboard.lastWarning()).isNull();
    assertThat(dashboard.lastCritical())
        .satisfies(alert -> assertThat(alert.title()).isEqualTo("Fire"));
    assertThat(dashboard.candidateQueue().count()).isEqualTo(1);
    assertThat(dashboard.candidateQueue().oldest()).isEqualTo(first.createdAt());
    assertThat(dashboard.harness())
        .satisfies(harness -> assertThat(harness.passRate()).isEqualTo(1.0));
    assertThat(dashboard.memories())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("candidate", 1L, "active", 1L, "superseded", 0L, "invalid", 0L));
    assertThat(json(dashboard))
        .contains(
            "\"last_info\":{\"id\":",
            "\"pass_rate\":1.0",
            "\"findings_total\":0,\"status\":\"ok\"",
            "\"preview\":\"Backups are kept for a month.\"");
  }

  @Test
  void recentAudit_isTheLastTen_newestFirst() {
    for (int i = 0; i < 11; i++) {
      create("Memory " + i, MemoryStatus.CANDIDATE);
    }
    Memory last = create("😀".repeat(100), MemoryStatus.CANDIDATE);
    store.memories().promote(last.id(), Change.by("bob"));

    Dashboard dashboard = Dashboard.read(store);

    assertThat(dashboard.recentAudit()).hasSize(10);
    RecentChange newest = dashboard.recentAudit().get(0);
    assertThat(newest.action()).isEqualTo("promoted");
    assertThat(newest.actor()).isEqualTo("bob");
    assertThat(newest.memoryId()).isEqualTo(last.id());
    assertThat(newest.version()).isEqualTo(2);
    assertThat(newest.preview()).isEqualTo("😀".repeat(80) + "…");
    assertThat(dashboard.recentAudit().get(9).preview()).isEqualTo("Memory 3");
  }

  @Test
  void stateOfOtherPrograms_isPassedOver() throws IOException {
    store.state().set("atocore", "alert", "last_warning", "{\"title\":{\"a\":1},\"x\":[1]}");
    store.state().set("atocore", "alert", "last_info", "\"text\"");
    store.state().set("atocore", "status", "integrity_check_result", "17");
    store.state().set("atocore", "status", "harness_result", "[]");

    assertThat(json(Dashboard.read(store)))
        .contains("\"integrity\":null", "\"last_warning\":null", "\"harness\":null");
  }

  private Memory create(String content, MemoryStatus status) {
    return store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, content).status(status), ANN);
  }

  private static String json(Dashboard dashboard) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      dashboard.write(json);
    }
    return text.toString();
  }
}
