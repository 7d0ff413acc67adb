package dev.atocore.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.extent.LogExtent;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.seal.ConsistencyProof;
import dev.atocore.audit.seal.InclusionProof;
import dev.atocore.audit.seal.TreeProblem;
import dev.atocore.audit.seal.TreeVerification;
import dev.atocore.audit.sql.RowDigest;
import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final Change ANN = Change.by("ann").allowingDuplicate();

  @TempDir Path folder;
  private MemoryStore store;
  private CheckpointKey key;

  @BeforeEach
  void setUp() {
    store = MemoryStore.open(folder.resolve("store.db"));
    key = CheckpointKey.openOrCreate(folder.resolve("key"), "example.org/memory");
  }

  @AfterEach
  void tearDown() {
    store.close();
  }

  @Test
  void make_sealsEachEntryOnce() {
    create(3);
    CheckpointReport first = make(null);
    assertThat(first.sealed()).isEqualTo(3);
    assertThat(first.checkpoint().head().size()).isEqualTo(3);

    assertThat(make(first.checkpoint()).sealed()).isZero();
    create(2);
    CheckpointReport second = make(first.checkpoint());
    assertThat(second.sealed()).isEqualTo(2);
    assertThat(second.checkpoint().head().size()).isEqualTo(5);
    assertThat(verify(first.checkpoint())).isEmpty();
    assertThat(verify(second.checkpoint())).isEmpty();
  }

  @Test
  void make_ofAnEmptyLog() {
    SignedCheckpoint empty = make(null).checkpoint();

    assertThat(empty.head().size()).isZero();
    create(1);
    assertThat(verify(empty)).isEmpty();
    assertThat(make(empty).sealed()).isEqualTo(1);
  }

  @Test
  void make_oneTreeWhateverTheBatches() throws Exception {
    create(300);
    make(null);
    create(300);
    SignedCheckpoint inTwo = make(null).checkpoint();
    sql("DELETE FROM audit_tile", "DELETE FROM audit_sealed");

    assertThat(make(null).checkpoint().head()).isEqualTo(inTwo.head());
  }

  @Test
  void lateEntries_areSealedBehindTheOthers() throws Exception {
    Memory memory = create(1).get(0);
    sql(
        "CREATE TRIGGER broken BEFORE INSERT ON memory_audit WHEN new.action = 'promoted'"
            + " BEGIN SELECT RAISE(ABORT, 'no'); END");
    store.memories().promote(memory.id(), ANN);
    create(2);
    CheckpointReport first = make(null);
    assertThat(first.sealed()).isEqualTo(3);
    assertThat(first.pending()).isEqualTo(1);
    sql("DROP TRIGGER broken");

    CheckpointReport second = make(first.checkpoint());
    assertThat(second.sealed()).isEqualTo(1);
    assertThat(second.pending()).isZero();
    assertThat(verify(first.checkpoint())).isEmpty();
    assertThat(verify(second.checkpoint())).isEmpty();
    InclusionProof late = store.checkpoints().prove(2, second.checkpoint());
    assertThat(late.index()).isEqualTo(3);
    assertThat(late.entry().action()).isEqualTo("promoted");
  }

  @Test
  void verify_namesExactlyTheEntriesThatDiffer() throws Exception {
    create(600);
    SignedCheckpoint checkpoint = make(null).checkpoint();
    create(5);
    sql(
        "UPDATE memory_audit SET actor = 'mallory' WHERE id IN (7, 300)",
        "UPDATE memory_audit SET after_json = NULL WHERE id = 301",
        "DELETE FROM memory_audit WHERE id IN (256, 600)",
        "UPDATE memory_audit SET actor = 'mallory' WHERE id = 603");

    List<TreeProblem> problems = verify(checkpoint);
    assertThat(problems)
        .extracting(TreeProblem::entryId)
        .containsExactly(7L, 256L, 300L, 301L, 600L);
    assertThat(problems)
        .filteredOn(problem -> problem.kind() == TreeProblem.Kind.MISSING)
        .extracting(TreeProblem::entryId)
        .containsExactly(256L, 600L);
    TreeVerification result = store.checkpoints().verify(checkpoint, problem -> {});
    assertThat(result.logMatches()).isFalse();
    assertThat(result.treeMatches()).isTrue();
  }

  @Test
  void verify_findsAnEntryReplacedHashAndAll() throws Exception {
    List<Memory> memories = create(4);
    SignedCheckpoint checkpoint = make(null).checkpoint();
    rewrite(memories.get(2));
    assertThat(store.audit().verify(null, problem -> {}).ok())
        .as("the chain alone cannot see it")
        .isTrue();

    assertThat(verify(checkpoint))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.entryId()).isEqualTo(3L);
              assertThat(problem.detail()).contains("replaced, hash and all");
            });
  }

  @Test
  void verify_findsALogRewrittenWithItsTree() throws Exception {
    List<Memory> memories = create(4);
    SignedCheckpoint checkpoint = make(null).checkpoint();
    rewrite(memories.get(2));
    sql("DELETE FROM audit_tile", "DELETE FROM audit_sealed");
    store.checkpoints().make(key, null, entry -> {});

    assertThat(verify(checkpoint))
        .extracting(TreeProblem::kind)
        .containsExactly(TreeProblem.Kind.REWRITTEN);
    assertThatThrownBy(() -> make(checkpoint)).extracting("code").isEqualTo("checkpoint_conflict");
    assertThatThrownBy(() -> store.checkpoints().prove(1, checkpoint))
        .extracting("code")
        .isEqualTo("checkpoint_conflict");
  }

  @Test
  void damagedHashes_areNotSealedOnto() throws Exception {
    create(3);
    make(null);
    for (String damage : List.of("zeroblob(length(hashes))", "CAST(hashes AS TEXT)")) {
      sql("UPDATE audit_tile SET hashes = " + damage + " WHERE level = 0");
      create(1);

      assertThatThrownBy(() -> make(null))
          .as(damage)
          .extracting("code")
          .isEqualTo("audit_tree_damaged");
    }
  }

  @Test
  void verify_tellsADamagedTreeFromADamagedLog() throws Exception {
    create(300);
    SignedCheckpoint checkpoint = make(null).checkpoint();
    for (String damage :
        List.of(
            "UPDATE audit_tile SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND tile = 0",
            "UPDATE audit_tile SET hashes = zeroblob(length(hashes)) WHERE level = 1",
            "DELETE FROM audit_tile WHERE level = 0 AND tile = 1")) {
      sql(damage);
      assertThat(verify(checkpoint))
          .as(damage)
          .extracting(TreeProblem::kind)
          .containsExactly(TreeProblem.Kind.TREE_DAMAGED);
    }
    sql("DELETE FROM audit_sealed");
    assertThat(verify(checkpoint))
        .extracting(TreeProblem::kind)
        .containsExactly(TreeProblem.Kind.UNKNOWN, TreeProblem.Kind.REWRITTEN);
  }

  @Test
  void make_tellsEntriesThatDoNotGiveTheirHash() throws Exception {
    create(3);
    sql("UPDATE memory_audit SET actor = 'mallory' WHERE id = 2");

    List<Long> altered = new ArrayList<>();
    assertThat(store.checkpoints().make(key, null, entry -> altered.add(entry.id())).altered())
        .isEqualTo(1);
    assertThat(altered).containsExactly(2L);
  }

  @Test
  void redactedEntries_stayProvable() {
    Memory memory = create(3).get(1);
    SignedCheckpoint checkpoint = make(null).checkpoint();
    store.audit().redact(memory.id(), ANN);

    assertThat(store.checkpoints().verify(checkpoint, problem -> {}).ok()).isTrue();
    assertThat(store.checkpoints().prove(2, checkpoint).entry().redacted()).isTrue();
  }

  @Test
  void prove_ofWhatIsNotThere() {
    create(2);
    SignedCheckpoint checkpoint = make(null).checkpoint();
    create(1);

    assertThatThrownBy(() -> store.checkpoints().prove(3, checkpoint))
        .extracting("code")
        .isEqualTo("not_sealed");
    assertThatThrownBy(() -> store.checkpoints().prove(99, checkpoint))
        .extracting("code")
        .isEqualTo("not_found");
  }

  @Test
  void proveConsistency_ofTwoCheckpoints() {
    create(3);
    SignedCheckpoint older = make(null).checkpoint();
    create(4);
    SignedCheckpoint newer = make(older).checkpoint();

    ConsistencyProof proof = store.checkpoints().proveConsistency(older, newer);
    assertThat(proof.older()).isEqualTo(older.head());
    assertThat(proof.head()).isEqualTo(newer.head());
    assertThat(proof.path()).hasSize(4);
    assertThatThrownBy(() -> store.checkpoints().proveConsistency(newer, older))
        .extracting("code")
        .isEqualTo("not_consistent");
  }

  @Test
  void tree_refusesToBeRewritten() {
    create(3);
    make(null);

    for (String statement :
        List.of(
            "DELETE FROM audit_tile",
            "DELETE FROM audit_sealed",
            "UPDATE audit_tile SET hashes = zeroblob(96)",
            "UPDATE audit_sealed SET first_id = 2",
            "UPDATE audit_sealed SET entries = 1")) {
      assertThatThrownBy(() -> execute(statement))
          .as(statement)
          .hasMessageContaining("append-only");
    }
  }

  private List<Memory> create(int number) {
    List<Memory> made = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      made.add(store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "memory " + i), ANN));
    }
    return made;
  }

  private CheckpointReport make(@Nullable SignedCheckpoint previous) {
    return store.checkpoints().make(key, previous, entry -> {});
  }

  private List<TreeProblem> verify(SignedCheckpoint checkpoint) {
    List<TreeProblem> problems = new ArrayList<>();
    TreeVerification result = store.checkpoints().verify(checkpoint, problems::add);
    assertThat(result.problems()).isEqualTo(problems.size());
    return problems;
  }

  /** What someone who can write the whole store and knows docs/audit.md would do. */
  private void rewrite(Memory memory) throws Exception {
    // A second store in which the same memory says something else, with hashes that fit.
    long id = store.audit().findNewest(memory.id()).orElseThrow().id();
    Path scratch = Files.createTempFile(folder, "scratch", ".db");
    Files.delete(scratch);
    try (MemoryStore forger = MemoryStore.open(scratch)) {
      String forged = "";
      for (long i = 0; i < id; i++) {
        forged = forger.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "forged"), ANN).id();
      }
      String from = "ATTACH '" + scratch + "' AS forger";
      sql(
          from,
          "DELETE FROM main.memory_audit WHERE id = " + id,
          "INSERT INTO main.memory_audit SELECT * FROM forger.memory_audit WHERE id = " + id,
          "DELETE FROM main.memories WHERE id = '" + memory.id() + "'",
          "INSERT INTO main.memories (id, type, content, content_hash, project, status, confidence,"
              + " reference_count, last_referenced_at, source_chunk_id, superseded_by, version,"
              + " audit_head, created_at, updated_at, row_digest) SELECT id, type, content,"
              + " content_hash, project, status, confidence, reference_count, last_referenced_at,"
              + " source_chunk_id, superseded_by, version, audit_head, created_at, updated_at,"
              + " row_digest FROM forger.memories WHERE id = '"
              + forged
              + "'");
    }
    countAnew();
  }

  private void countAnew() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        SqlConnection sql = new SqlConnection(connection, SqlDialect.SQLITE);
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE audit_extent SET chains = ?, chain_sum = ?, row_digest = ?")) {
      LogExtent extent = new EntryTable(sql).countAnew();
      update.setLong(1, extent.chains());
      update.setBytes(2, extent.chainSum().toByteArray());
      update.setBytes(
          3, RowDigest.of("audit_extent", extent.chains(), extent.chainSum(), 0L, null));
      update.executeUpdate();
    }
  }

  private void execute(String statement) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  /** As one who can write the file and drops the triggers that would stop an honest program. */
  private void sql(String... statements) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement sql = connection.createStatement()) {
      List<String> triggers = new ArrayList<>();
      try (ResultSet rows =
          sql.executeQuery(
              "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name <> 'broken'"
                  + " AND tbl_name IN ('memory_audit', 'audit_tile', 'audit_sealed')")) {
        while (rows.next()) {
          triggers.add(rows.getString(1));
        }
      }
      for (String trigger : triggers) {
        sql.executeUpdate("DROP TRIGGER " + trigger);
      }
      for (String statement : statements) {
        sql.executeUpdate(statement);
      }
    }
  }
}
