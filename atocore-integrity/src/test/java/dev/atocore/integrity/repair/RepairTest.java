package dev.atocore.integrity.repair;

import static dev.atocore.integrity.repair.PlannedSteps.steps;
import static dev.atocore.integrity.repair.PlannedSteps.written;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.integrity.OtherProgram;
import dev.atocore.integrity.StoreExtension;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.history.BackupRecord;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairStep;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.scan.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreExtension.class)
class RepairTest {
  private final StoreFixture fixture;
  private final OtherProgram other;
  private final Repair repair;

  RepairTest(StoreFixture fixture) {
    this.fixture = fixture.fill();
    other = fixture.other;
    repair = new Repair(fixture.store, fixture.fanOut);
  }

  @Test
  void plan_writesNothing() throws IOException {
    other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE status = 'invalid'");
    byte[] before = Files.readAllBytes(fixture.file);

    RepairPlan plan = repair.plan("dangling-source-chunk", false);

    assertThat(steps(plan)).hasSize(2);
    assertThat(steps(plan).get(0).describe()).startsWith("clear source chunk ");
    assertThat(Files.readAllBytes(fixture.file)).isEqualTo(before);
    assertThat(fixture.integrity.last()).isEmpty();
  }

  @Test
  void danglingChunks_areCleared_evenWhereMemoriesNoLongerChange() {
    other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE status = 'superseded'");
    other.run(
        "INSERT INTO memories (id, type, content, source_chunk_id) VALUES ('m-1', 'knowledge', 'x',"
            + " 'gone')");

    apply("dangling-source-chunk", false);

    assertThat(fixture.store.memories().get("m-1").sourceChunkId()).isNull();
    AuditEntry entry = last("m-1");
    assertThat(entry.actor()).isEqualTo("integrity-repair");
    assertThat(entry.note()).isEqualTo("repair of dangling-source-chunk");
  }

  @Test
  void duplicates_areSupersededByTheOldest() {
    Memory oldest = fixture.active("Said thrice.");
    Memory second = fixture.active("Said thrice.");
    Memory third = fixture.active("Said thrice.");

    apply("duplicate-active-memory", false);

    assertThat(fixture.store.memories().get(oldest.id()).status()).isEqualTo("active");
    for (Memory newer : List.of(second, third)) {
      Memory now = fixture.store.memories().get(newer.id());
      assertThat(now.status()).isEqualTo("superseded");
      assertThat(now.supersededBy()).isEqualTo(oldest.id());
    }
    assertHealthy();
  }

  @Test
  void missingProjects_areRegistered() {
    other.run(
        "INSERT INTO project_state (project, category, key, value) VALUES ('ghost', 'a', 'k',"
            + " '1')");
    other.run(
        "UPDATE memories SET project = 'spirit' WHERE status = 'invalid' AND project = 'shop'");

    apply("state-of-missing-project", false);
    apply("memory-of-missing-project", false);

    assertThat(fixture.store.projects().find("ghost")).isPresent();
    assertThat(fixture.store.projects().find("spirit")).isPresent();
    List<String> withoutDigest = new ArrayList<>();
    fixture
        .store
        .transactions()
        .outside(
            connection -> {
              Rows.forEach(
                  connection,
                  "SELECT id FROM projects WHERE row_digest IS NULL",
                  row -> withoutDigest.add(row.getString(1)));
              return true;
            });
    assertThat(withoutDigest).isEmpty();
  }

  @Test
  void orphanChunks_arePutInQuarantine_andKept() {
    other.run("DELETE FROM source_documents WHERE id = 'doc-1'");

    apply("orphan-source-chunk", false);

    assertThat(fixture.store.sources().list(null))
        .filteredOn(document -> document.id().equals("doc-1"))
        .singleElement()
        .satisfies(document -> assertThat(document.title()).startsWith("In quarantine"));
    assertThat(fixture.store.sources().chunk("chunk-1-2").orElseThrow().content())
        .isEqualTo("Chunk 2 of 1.");
    assertHealthy();
  }

  @Test
  void staleCandidates_areRejected() {
    Memory stale = fixture.candidate("Stale.");
    other.run("UPDATE memories SET created_at = '2020-01-01' WHERE id = ?", stale.id());

    apply("stale-candidate", false);

    assertThat(fixture.store.memories().get(stale.id()).status()).isEqualTo("invalid");
  }

  @Test
  void drift_isTakenBackToWhatWasAudited() {
    Memory edited = fixture.active("True.");
    Memory gone = fixture.active("Here.");
    Memory aged = fixture.candidate("Young.");
    other.run(
        "UPDATE memories SET content = 'False.', status = 'nonsense', confidence = 7 WHERE id = ?",
        edited.id());
    other.run("DELETE FROM memories WHERE id = ?", gone.id());
    other.run("UPDATE memories SET created_at = '2020-01-01' WHERE id = ?", aged.id());

    apply("memory-drift", false);

    Memory now = fixture.store.memories().get(edited.id());
    assertThat(now.content()).isEqualTo("True.");
    assertThat(now.status()).isEqualTo("active");
    assertThat(now.version()).isEqualTo(2);
    assertThat(last(edited.id()).before()).contains("False.");
    assertThat(last(edited.id()).action()).isEqualTo("reverted");
    assertThat(fixture.store.memories().get(gone.id()).content()).isEqualTo("Here.");
    assertThat(fixture.store.memories().get(aged.id()).createdAt()).isEqualTo(aged.createdAt());
    assertHealthy();
  }

  @Test
  void drift_isTakenIntoTheLog_whenAdopted() {
    Memory edited = fixture.active("True.");
    other.run("UPDATE memories SET content = 'Truer.' WHERE id = ?", edited.id());

    apply("memory-drift", true);

    assertThat(fixture.store.memories().get(edited.id()).content()).isEqualTo("Truer.");
    assertThat(last(edited.id()).before()).contains("True.");
    assertThat(last(edited.id()).after()).contains("Truer.");
    assertHealthy();
  }

  @Test
  void rowsOfOtherPrograms_areTakenIntoTheLog_onlyWhenAdopted() {
    other.insertMemory("m-1", "knowledge", "Out of the blue.");

    RepairPlan plan = repair.plan("audit-gap", false);
    assertThat(steps(plan)).isEmpty();
    assertThat(plan.left()).isEqualTo(1);

    apply("audit-gap", true);

    assertThat(last("m-1").action()).isEqualTo("created");
    assertHealthy();
  }

  @Test
  void searchIndex_isRebuilt() {
    Memory memory = fixture.active("Findable words.");
    other.run(
        "INSERT INTO memories_fts (memories_fts, rowid, content) SELECT 'delete', seq, content FROM"
            + " memories WHERE id = ?",
        memory.id());

    apply("search-index-drift", false);

    assertHealthy();
  }

  @Test
  void changedRow_stopsTheWholePlan() {
    Memory first = fixture.active("One.");
    Memory second = fixture.active("Two.");
    other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE id = ?", first.id());
    other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE id = ?", second.id());
    RepairPlan plan = repair.plan("dangling-source-chunk", false);
    fixture.store.memories().reinforce(second.id(), 0.1, StoreFixture.ANN);

    assertThatThrownBy(() -> repair.apply(plan, Repair.ACTOR, null))
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("plan_stale"));

    assertThat(fixture.store.memories().get(first.id()).sourceChunkId()).isEqualTo("gone");
  }

  @Test
  void tooManySteps_needLeave() {
    for (int i = 0; i < 21; i++) {
      other.run(
          "INSERT INTO memories (id, type, content, source_chunk_id) VALUES (?, 'knowledge', 'x',"
              + " 'gone')",
          "m-" + i);
    }
    RepairPlan plan = repair.plan("dangling-source-chunk", false);

    assertThatThrownBy(() -> repair.apply(plan, Repair.ACTOR, null))
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("blast_cap"));

    assertThat(repair.apply(plan, Repair.ACTOR, 21).after().findingsTotal()).isZero();
  }

  @Test
  void backup_isMadeFirst_andHoldsTheStoreAsItWas() {
    Memory memory = fixture.active("As it was.");
    other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE id = ?", memory.id());

    BackupRecord made = requireNonNull(apply("dangling-source-chunk", false).backup());

    Path backup = Path.of(requireNonNull(made.path()));
    assertThat(backup).hasParent(fixture.folder);
    try (MemoryStore old = MemoryStore.open(backup)) {
      assertThat(old.memories().get(memory.id()).sourceChunkId()).isEqualTo("gone");
    }
  }

  @Test
  void plan_canBeKeptAndReadBack() throws IOException {
    fixture.active("Said twice \u0001 \" \n.");
    fixture.active("Said twice \u0001 \" \n.");
    RepairPlan plan = repair.plan("duplicate-active-memory", false);

    assertThat(steps(plan)).hasSize(1);
    RepairPlan read = RepairPlan.read(new ByteArrayInputStream(written(plan)));
    assertThat(written(read)).isEqualTo(written(plan));
    assertThat(read.id()).isEqualTo(plan.id());
    for (String bad :
        List.of(
            "",
            "{}",
            "[",
            "{\"check\":\"x\",\"created_at\":\"y\",\"steps\":[{\"action\":\"delete\"}]}")) {
      assertThatThrownBy(
              () -> RepairPlan.read(new ByteArrayInputStream(bad.getBytes(StandardCharsets.UTF_8))))
          .isInstanceOf(IntegrityException.class);
    }
  }

  @Test
  void repairsBySomeoneElse_areKnownAsRepairs() {
    Memory edited = fixture.active("True.");
    Memory dead = fixture.candidate("Dead.");
    fixture.store.memories().reject(dead.id(), StoreFixture.ANN);
    other.run("UPDATE memories SET content = 'False.' WHERE id = ?", edited.id());
    other.run("UPDATE memories SET status = 'active' WHERE id = ?", dead.id());

    RepairReport report = repair.apply(repair.plan("memory-drift", true), "alice", null);

    assertThat(report.after().findingsTotal()).isZero();
    assertThat(last(edited.id()).actor()).isEqualTo("alice");
    assertThat(last(edited.id()).requestId()).startsWith("repair:");
    assertThat(last(edited.id()).requestId()).isEqualTo(last(dead.id()).requestId());
    assertHealthy();
  }

  @Test
  void repairsOfEarlierVersions_areStillKnown_theirNameAloneIsNot() {
    Memory mended = fixture.candidate("Mended long ago.");
    Memory forged = fixture.candidate("Forged through a command.");
    Change earlier = Change.by("integrity-repair").note("repair of memory-drift");
    for (Memory memory : List.of(mended, forged)) {
      other.run("UPDATE memories SET content = content || '!' WHERE id = ?", memory.id());
    }
    fixture.store.memories().reinforce(mended.id(), 0.1, earlier);
    fixture.store.memories().reinforce(forged.id(), 0.1, earlier.requestId("4f0c2a7e"));

    assertThat(fixture.run("lost-update").findings())
        .extracting(Finding::subject)
        .containsExactly(forged.id() + "@2");
    assertThatThrownBy(() -> earlier.requestId("repair:1"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void repairs_areNotDatedBeforeWhatTheyMend() {
    Memory restored = fixture.candidate("Restored.");
    Memory adopted = fixture.candidate("Adopted.");
    other.run("UPDATE memories SET updated_at = '2999-01-01T00:00:00.000000Z'");
    for (Memory memory : List.of(restored, adopted)) {
      // Its entry has the time of the row: the clock was in the future, and is set back now.
      fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    }
    other.run("UPDATE memories SET content = 'False.' WHERE id = ?", restored.id());
    RepairPlan plan = repair.plan("memory-drift", false);
    repair.apply(only(plan, restored), Repair.ACTOR, null);
    other.run("UPDATE memories SET content = 'Truer.' WHERE id = ?", adopted.id());
    repair.apply(only(repair.plan("memory-drift", true), adopted), Repair.ACTOR, null);

    assertThat(last(restored.id()).version()).isEqualTo(3);
    assertThat(last(adopted.id()).version()).isEqualTo(3);
    assertThat(fixture.run("clock-reversed").findings()).isEmpty();
  }

  private static RepairPlan only(RepairPlan plan, Memory memory) {
    return RepairPlan.of(
        plan.checkId(),
        plan.createdAt(),
        steps(plan).stream().filter(step -> step.subject().equals(memory.id())).toList(),
        0);
  }

  @Test
  void damagedIndex_isRebuilt() {
    String living = "status IN ('candidate', 'active')";
    other.rewriteSchema("memories_living", living, "0");
    other.run("REINDEX memories_living");
    other.rewriteSchema("memories_living", "WHERE 0", "WHERE " + living);

    RepairPlan plan = repair.plan("store-corrupt", false);

    assertThat(steps(plan))
        .extracting(RepairStep::action, RepairStep::subject)
        .containsExactly(tuple(RepairAction.REINDEX, "memories_living"));
    repair.apply(plan, Repair.ACTOR, null);
    assertHealthy();
  }

  @Test
  void damageThatOnlySoundsLikeAnIndex_isLeft() {
    other.run("CREATE TABLE \"my index cards\" (text)");
    other.run("INSERT INTO \"my index cards\" VALUES (NULL)");
    other.rewriteSchema("my index cards", "(text)", "(text NOT NULL)");

    RepairPlan plan = repair.plan("store-corrupt", false);

    assertThat(fixture.run("store-corrupt").findings())
        .extracting(finding -> finding.details().message())
        .containsExactly("NULL value in my index cards.text");
    assertThat(steps(plan)).isEmpty();
    assertThat(plan.left()).isEqualTo(1);
  }

  private RepairReport apply(String check, boolean adopt) {
    RepairReport report = repair.apply(repair.plan(check, adopt), Repair.ACTOR, null);
    assertThat(report.plan().left()).isZero();
    assertThat(report.after().findingsTotal()).as(check).isZero();
    assertThat(report.after().status()).isEqualTo(CheckStatus.OK);
    return report;
  }

  private AuditEntry last(String id) {
    List<AuditEntry> history = fixture.store.audit().history(id);
    return history.get(history.size() - 1);
  }

  private void assertHealthy() {
    List<AuditProblem> problems = new ArrayList<>();
    fixture.store.audit().verify(null, problems::add);
    assertThat(problems).isEmpty();
    assertThat(fixture.integrity.run(RunOptions.all().thorough()).checks())
        .allSatisfy(
            check -> {
              assertThat(check.error()).as(check.id()).isNull();
              assertThat(check.findings()).as(check.id()).isEmpty();
            });
  }
}
