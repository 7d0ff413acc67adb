package dev.atocore.integrity.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks on a store in PostgreSQL: each runs there, and what another program did is found. */
class PostgresChecksTest {
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private StoreUrl location;
  private MemoryStore store;
  private Alerts alerts;

  @BeforeEach
  void open() {
    location = new StoreUrl(PostgresServer.newSchema(), folder);
    store = MemoryStore.open(StoreOptions.of(location));
    alerts = Alerts.builder().environment(Map.of("ATOCORE_LOG_DIR", folder.toString())).build();
    for (int i = 0; i < 30; i++) {
      String id =
          store
              .memories()
              .create(
                  NewMemory.of(MemoryType.KNOWLEDGE, "statement \"" + i + "\" /\\\n\u00e9\u2028")
                      .project("p")
                      .confidence(i / 29.0)
                      .owner(i % 3 == 0 ? new Owner("u", "a", null) : Owner.NONE)
                      .metadata(Metadata.of(Map.of("n", i % 2 == 0 ? "v" : "w"))),
                  ANN)
              .id();
      if (i % 2 == 0) {
        store.memories().promote(id, ANN);
      }
    }
  }

  @AfterEach
  void close() {
    alerts.close();
    store.close();
  }

  private Map<String, Long> findings() {
    IntegrityResult result = Integrity.of(store, alerts).run(RunOptions.all().thorough());
    Map<String, Long> findings = new TreeMap<>();
    for (CheckResult check : result.checks()) {
      assertThat(check.error()).as(check.id()).isNull();
      if (check.count() > 0) {
        findings.put(check.id(), check.count());
      }
    }
    assertThat(result.checks()).hasSizeGreaterThan(20);
    return findings;
  }

  private void asOtherProgram(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(location.url());
        Statement sql = connection.createStatement()) {
      sql.execute("SET session_replication_role = replica");
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  @Test
  void healthyStore_hasNoFindings() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatAnotherProgramDid_isFound() throws SQLException {
    asOtherProgram(
        "UPDATE memories SET content = 'edited', content_hash = NULL WHERE seq = 1",
        "UPDATE memories SET confidence = 0.123 WHERE seq = 2",
        "UPDATE memories SET reference_count = 7 WHERE seq = 3",
        "UPDATE memories SET source_chunk_id = 'gone#1', project = 'unknown' WHERE seq = 4",
        "UPDATE memories SET status = 'strange' WHERE seq = 5",
        "UPDATE memories SET content = 'twice', content_hash = NULL WHERE seq IN (9, 11)",
        "DELETE FROM memories WHERE seq = 6",
        "INSERT INTO source_chunks (id, document_id, content) VALUES ('c', 'nowhere', 'x')",
        "INSERT INTO project_state (project, category, key, value) VALUES ('none', 'a', 'b', '1')",
        "ALTER TABLE memory_audit DISABLE TRIGGER USER",
        "UPDATE memory_audit SET actor = 'eve' WHERE id = 11");

    assertThat(findings())
        .contains(
            entry("evidence-drift", 1L),
            entry("dangling-source-chunk", 1L),
            entry("memory-of-missing-project", 1L),
            entry("domain-violation", 1L),
            entry("duplicate-active-memory", 1L),
            entry("orphan-source-chunk", 1L),
            entry("state-of-missing-project", 1L),
            entry("audit-tamper", 1L))
        .hasEntrySatisfying("memory-drift", count -> assertThat(count).isEqualTo(8));
  }
}
