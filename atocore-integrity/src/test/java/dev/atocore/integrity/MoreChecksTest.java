package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.checks.SqliteOutdated;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks beyond the contract's ten. */
class MoreChecksTest {
  @TempDir Path folder;
  private StoreFixture fixture;
  private OtherProgram other;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder).fill();
    other = fixture.other;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void healthyStore_hasNoFindingsInAFullRun() {
    IntegrityResult result = fixture.integrity.run(RunOptions.all().thorough());

    assertThat(result.checks()).hasSameSizeAs(fixture.integrity.checks());
    assertThat(result.checks())
        .allSatisfy(
            check -> {
              assertThat(check.error()).as(check.id()).isNull();
              assertThat(check.findings()).as(check.id()).isEmpty();
            });
  }

  @Test
  void defaultRun_leavesOutTheCostlyChecks() {
    assertThat(fixture.integrity.run(RunOptions.all()).checks())
        .extracting(CheckResult::id)
        .contains("audit-tamper", "schema-altered", "bad-text", "lost-update", "file-mode-open")
        .doesNotContain("near-duplicate", "source-file-changed");
  }

  @Test
  void memoryOfMissingProject_findsEachMemory() {
    other.run(
        "INSERT INTO memories (id, type, content, project) VALUES ('m-1', 'knowledge', 'x', 'ghost')");

    assertSubjects("memory-of-missing-project", "m-1");
  }

  @Test
  void foreignKeyBroken_findsOnlyWhatNoOtherCheckDoes() {
    other.run("INSERT INTO source_documents (id, project) VALUES ('d-1', 'ghost')");
    other.run("DELETE FROM projects WHERE id = 'shop'");

    CheckResult check = fixture.run("foreign-key-broken");

    assertThat(check.count()).isEqualTo(4);
    assertThat(check.findings())
        .allSatisfy(
            finding ->
                assertThat(finding.details().values()).containsEntry("table", "source_documents"));
  }

  @Test
  void domainViolation_namesTheColumns() {
    for (String change :
        List.of(
            "type = 'gossip'",
            "status = 'maybe'",
            "confidence = 1.5",
            "confidence = 'high'",
            "reference_count = -1",
            "version = 0",
            "updated_at = '2001-01-01T00:00:00.000000Z'")) {
      Memory memory = fixture.active("With " + change);
      other.run("UPDATE memories SET " + change + " WHERE id = ?", memory.id());

      CheckResult check = fixture.run("domain-violation");

      assertThat(check.findings()).as(change).hasSize(1);
      assertThat(check.findings().get(0).subject()).isEqualTo(memory.id());
      assertThat(check.findings().get(0).details().values())
          .containsEntry("fields", change.substring(0, change.indexOf(' ')));
      other.run("DELETE FROM memories WHERE id = ?", memory.id());
    }
  }

  @Test
  void nearDuplicate_findsCaseSpaceAndForm_butNotEqualOnes() {
    Memory first = fixture.active("Caf\u00e9 at  TWO");
    fixture.active("cafe\u0301 at two\n");
    fixture.active("Equal.");
    fixture.active("Equal.");

    assertSubjects("near-duplicate", first.id());
  }

  @Test
  void badText_findsEachKind() {
    other.run("INSERT INTO memories (id, type, content) VALUES ('blob', 'knowledge', x'414243')");
    other.run(
        "INSERT INTO memories (id, type, content) VALUES ('nul', 'knowledge', 'a' || char(0) || 'b')");
    other.run(
        "INSERT INTO source_chunks (id, document_id, content) VALUES ('utf', 'doc-0', CAST(x'41ff42' AS TEXT))");

    assertSubjects("bad-text", "blob", "nul", "utf");
  }

  @Test
  void searchIndexDrift_findsMissingAndLeftOverRows() {
    Memory memory = fixture.active("Soon not found.");
    long seq = seq(memory);
    other.run(
        "INSERT INTO memories_fts (memories_fts, rowid, content) VALUES ('delete', ?, 'Soon not found.')",
        seq);
    other.run("INSERT INTO memories_fts (rowid, content) VALUES (99999, 'never there')");

    assertSubjects("search-index-drift", "seq " + seq, "seq 99999");
  }

  @Test
  void searchIndexDrift_comparesTheWords() {
    Memory memory = fixture.active("Alpha.");
    String trigger = sql("memories_fts_update");
    other.run("DROP TRIGGER memories_fts_update");
    other.run("UPDATE memories SET content = 'Omega.' WHERE id = ?", memory.id());
    other.run(trigger);

    assertSubjects("search-index-drift", "contents");
  }

  @Test
  void schemaAltered_findsMissingChangedAndAdded() {
    other.run("DROP INDEX memories_status");
    other.run("DROP TRIGGER memories_content_hash");
    other.run(
        "CREATE TRIGGER memories_content_hash AFTER UPDATE OF content ON memories BEGIN SELECT 1; END");
    other.run("CREATE TRIGGER spy AFTER INSERT ON memories BEGIN SELECT 1; END");
    other.run("CREATE TABLE of_another_program (x)");
    other.run("CREATE INDEX of_another ON memories (confidence)");

    assertSubjects(
        "schema-altered", "index memories_status", "trigger memories_content_hash", "trigger spy");
  }

  @Test
  void fileModeOpen_findsFilesThatOthersMayRead() throws IOException {
    assertSubjects("file-mode-open");
    Files.setPosixFilePermissions(fixture.file, PosixFilePermissions.fromString("rw-r--r--"));

    assertSubjects("file-mode-open", "store.db");
  }

  @Test
  void sourceFileChanged_findsChangedAndMissingFiles() throws IOException {
    Path same = Files.writeString(folder.resolve("same.md"), "# Same\n\nText that stays.\n");
    Path changed = Files.writeString(folder.resolve("changed.md"), "# Old\n\nOld text.\n");
    Path gone = Files.writeString(folder.resolve("gone.md"), "# Gone\n\nText.\n");
    var report = fixture.store.sources().ingest(List.of(same, changed, gone), "shop");
    assertSubjects("source-file-changed");

    Files.writeString(changed, "# New\n\nNew text.\n");
    Files.delete(gone);

    assertSubjects(
        "source-file-changed",
        report.documents().stream()
            .filter(document -> !document.uri().endsWith("same.md"))
            .map(document -> document.id())
            .toArray(String[]::new));
  }

  @Test
  void lostUpdate_findsAChangeBetweenTwoEntries() {
    Memory memory = fixture.candidate("First.");
    other.run("UPDATE memories SET content = 'Slipped in.' WHERE id = ?", memory.id());
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);

    assertSubjects("memory-drift");
    assertSubjects("lost-update", memory.id() + "@2");
  }

  @Test
  void illegalTransition_findsWrongVerbsAndForbiddenChanges() {
    Memory memory = fixture.candidate("Watched.");
    fixture.store.memories().promote(memory.id(), StoreFixture.ANN);
    other.run(
        "UPDATE memory_audit SET action = 'updated' WHERE memory_id = ? AND version = 2",
        memory.id());
    Memory dead =
        fixture
            .store
            .memories()
            .create(NewMemory.of(MemoryType.KNOWLEDGE, "Dead."), StoreFixture.ANN);
    fixture.store.memories().reject(dead.id(), StoreFixture.ANN);
    other.run(
        "UPDATE memory_audit SET before_json = replace(before_json, 'candidate', 'superseded') WHERE memory_id = ? AND version = 2",
        dead.id());

    assertSubjects("illegal-transition", memory.id() + "@2", dead.id() + "@2");
  }

  @Test
  void clockReversed_findsAnOlderEntry() {
    Memory memory = fixture.candidate("Dated.");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.run(
        "UPDATE memory_audit SET timestamp = '2001-01-01T00:00:00.000000Z' WHERE memory_id = ? AND version = 2",
        memory.id());

    assertSubjects("clock-reversed", memory.id() + "@2");
  }

  @Test
  void sqliteVersions_withTheBugAreKnown() {
    assertThat(List.of("3.7.0", "3.40.1", "3.44.5", "3.50.6", "3.51.2"))
        .allMatch(SqliteOutdated::hasWalResetBug);
    assertThat(List.of("3.6.23", "3.44.6", "3.50.7", "3.51.3", "3.53.0", "4.0"))
        .noneMatch(SqliteOutdated::hasWalResetBug);
  }

  private void assertSubjects(String checkId, String... subjects) {
    CheckResult check = fixture.run(checkId);
    assertThat(check.error()).isNull();
    assertThat(check.findings()).extracting(Finding::subject).containsExactlyInAnyOrder(subjects);
    assertThat(check.count()).isEqualTo(subjects.length);
  }

  private long seq(Memory memory) {
    return fixture
        .store
        .transactions()
        .outside(
            connection -> {
              long[] seq = new long[1];
              Rows.forEach(
                  connection,
                  "SELECT seq FROM memories WHERE id = ?",
                  row -> seq[0] = row.getLong(1),
                  memory.id());
              return seq[0];
            });
  }

  private String sql(String name) {
    return fixture
        .store
        .transactions()
        .outside(
            connection -> {
              StringBuilder sql = new StringBuilder();
              Rows.forEach(
                  connection,
                  "SELECT sql FROM sqlite_schema WHERE name = ?",
                  row -> sql.append(row.getString(1)),
                  name);
              return sql.toString();
            });
  }
}
