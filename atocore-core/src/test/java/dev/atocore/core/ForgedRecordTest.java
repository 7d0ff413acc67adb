package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.record.AuditErasures;
import dev.atocore.audit.record.Erasure;
import dev.atocore.audit.seal.TreeProblem;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that somebody puts there, so that a row can say what its log does not. */
class ForgedRecordTest {
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private MemoryStore store;
  private SignedCheckpoint checkpoint;
  private Memory memory;

  @BeforeEach
  void fill() {
    store = MemoryStore.open(folder.resolve("store.db"));
    store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "another"), ANN);
    memory = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "true"), ANN);
    store.memories().update(memory.id(), MemoryPatch.none().content("truer"), ANN);
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), "example.org/memory");
    checkpoint = store.checkpoints().make(key, null, entry -> {}).checkpoint();
    assertThat(verify()).isEmpty();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void erasureByHand_hidesNoForgedRow() throws SQLException {
    for (boolean redacted : new boolean[] {true, false}) {
      sql(
          "INSERT INTO audit_erasures (kind, memory_id, through_version, older_than, through_entry,"
              + " entries, actor, erased_at) VALUES ('"
              + (redacted ? "redacted" : "pruned")
              + "', '"
              + memory.id()
              + "', 2, '9999', 99, 1, 'officer', '2026-01-01T00:00:00.000000Z')");
    }
    forgeBehindErasedEntry();

    assertThat(verify()).contains(Verdict.RECORD_ALTERED, Verdict.ALTERED);
    assertThat(sealed()).contains(TreeProblem.Kind.FORGED_ERASURE, TreeProblem.Kind.RECORD_ALTERED);
  }

  @Test
  void erasureWithAllItsHashes_hidesNoForgedRowEither() throws SQLException {
    try (Connection connection = connect();
        SqlConnection log = new SqlConnection(connection, SqlDialect.SQLITE)) {
      new AuditErasures(log)
          .record(
              new Erasure.Redaction(
                  memory.id(), 2, 1, "officer", null, null, "2026-01-01T00:00:00.000000Z"));
    }
    forgeBehindErasedEntry();

    assertThat(verify()).containsExactly(Verdict.ALTERED);
    assertThat(sealed()).containsExactly(TreeProblem.Kind.FORGED_ERASURE);
  }

  @Test
  void acknowledgementByHand_explainsNoMissingEntry() throws SQLException {
    store.memories().update(memory.id(), MemoryPatch.none().content("truest"), ANN);
    sql("DROP TRIGGER memory_audit_no_delete");
    sql("DELETE FROM memory_audit WHERE memory_id = '" + memory.id() + "' AND version = 2");
    sql(
        "INSERT INTO audit_gaps (kind, memory_id, version, actor, timestamp) VALUES"
            + " ('acknowledged', '"
            + memory.id()
            + "', 2, 'boss', '2026-01-01T00:00:00.000000Z')");

    assertThat(verify()).containsExactly(Verdict.RECORD_ALTERED, Verdict.MISSING);
    assertThat(store.audit().acknowledged()).isEmpty();
  }

  @Test
  void realErasures_areSealedAndSound() {
    store.audit().redact(memory.id(), Change.by("officer").note("asked for"));
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), null);
    SignedCheckpoint newer = store.checkpoints().make(key, checkpoint, entry -> {}).checkpoint();

    assertThat(newer.head().size()).as("four entries and a record").isEqualTo(5);
    assertThat(verify()).isEmpty();
    assertThat(sealed()).isEmpty();
    checkpoint = newer;
    assertThat(sealed()).isEmpty();
    assertThat(store.checkpoints().prove(4, newer).entry().id()).isEqualTo(4);
  }

  @Test
  void sealedRecordThatIsGone_isFound() throws SQLException {
    realErasures_areSealedAndSound();
    sql("DROP TRIGGER audit_record_no_delete");
    sql("DROP TRIGGER audit_erasures_no_delete");
    sql("DELETE FROM audit_record");
    sql("DELETE FROM audit_erasures");

    assertThat(verify()).contains(Verdict.RECORD_ALTERED, Verdict.ALTERED);
    assertThat(sealed()).contains(TreeProblem.Kind.RECORD_ALTERED);
  }

  @Test
  void memoryThatOnlySaysItIsRedacted_getsANewestEntryThatCanBeRead() {
    store.memories().update(memory.id(), MemoryPatch.none().content(Memory.REDACTED), ANN);
    store.audit().redact(memory.id(), ANN);

    assertThat(store.audit().findNewest(memory.id()).orElseThrow().erased()).isNull();
    assertThat(verify()).isEmpty();
    assertThat(store.audit().redact(memory.id(), ANN).changed()).isFalse();
  }

  private void forgeBehindErasedEntry() throws SQLException {
    AuditEntry erased = store.audit().findNewest(memory.id()).orElseThrow();
    try (Connection connection = connect();
        SqlConnection log = new SqlConnection(connection, SqlDialect.SQLITE)) {
      new AuditErasures(log).redact(List.of(erased));
    }
    sql(
        "UPDATE memories SET content = 'FORGED', confidence = 1.0 WHERE id = '"
            + memory.id()
            + "'");
  }

  private List<Verdict> verify() {
    List<Verdict> found = new ArrayList<>();
    store.audit().verify(null, (AuditProblem problem) -> found.add(problem.verdict()));
    return found;
  }

  private List<TreeProblem.Kind> sealed() {
    List<TreeProblem.Kind> found = new ArrayList<>();
    assertThat(
            store.checkpoints().verify(checkpoint, problem -> found.add(problem.kind())).problems())
        .isEqualTo(found.size());
    return found;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
