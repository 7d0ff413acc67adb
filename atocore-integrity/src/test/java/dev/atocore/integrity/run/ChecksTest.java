package dev.atocore.integrity.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Memory;
import dev.atocore.integrity.OtherProgram;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check finds what it is for in a store that is healthy but for what is planted. */
class ChecksTest {
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
  void danglingSourceChunk_findsEachMemory() {
    Memory memory = fixture.active("From nowhere.");
    other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE id = ?", memory.id());
    other.run(
        "INSERT INTO memories (id, type, content, source_chunk_id) VALUES ('m-1', 'knowledge', 'x', 'gone')");
    other.run(
        "INSERT INTO memories (id, type, content, source_chunk_id) VALUES ('m-2', 'knowledge', 'y', '')");

    CheckResult check = fixture.run("dangling-source-chunk");

    assertSubjects(check, memory.id(), "m-1");
    assertThat(check.findings().get(0).details().values())
        .containsEntry("memory_id", memory.id())
        .containsEntry("source_chunk_id", "gone");
  }

  @Test
  void danglingSourceChunk_findsDeletedChunks() {
    other.run("DELETE FROM source_chunks WHERE id = 'chunk-0-0'");

    assertThat(fixture.run("dangling-source-chunk").count()).isEqualTo(9);
  }

  @Test
  void duplicateActiveMemory_findsAGroupOnce() {
    Memory first = fixture.active("Said twice.");
    Memory second = fixture.active("Said twice.");
    Memory third = fixture.active("Said twice.");

    CheckResult check = fixture.run("duplicate-active-memory");

    assertSubjects(check, first.id());
    assertThat(check.findings().get(0).details().values())
        .containsEntry("memory_ids", List.of(first.id(), second.id(), third.id()))
        .containsEntry("copies", 3L);
  }

  @Test
  void duplicateActiveMemory_seesThroughForeignHashes() {
    Memory own = fixture.active("Said by both.");
    active("null-1", "Said by others.", null, "shop");
    active("md5-2", "Said by others.", "abc", "shop");
    active("null-3", "Said by both.", null, "shop");
    active("other-project", "Said by both.", null, null);
    active("same-hash-1", "One thing.", "0123456789abcdef0123456789abcdef", "shop");
    active("same-hash-2", "Another thing.", "0123456789abcdef0123456789abcdef", "shop");

    CheckResult check = fixture.run("duplicate-active-memory");

    assertSubjects(check, own.id(), "null-1");
    assertThat(check.findings())
        .extracting(finding -> finding.details().values().get("memory_ids"))
        .containsExactlyInAnyOrder(List.of(own.id(), "null-3"), List.of("null-1", "md5-2"));
  }

  @Test
  void duplicateActiveMemory_tellsAMixedGroupOnce() {
    Memory first = fixture.active("Thrice.");
    fixture.active("Thrice.");
    active("foreign", "Thrice.", null, "shop");

    CheckResult check = fixture.run("duplicate-active-memory");

    assertSubjects(check, first.id());
    assertThat(check.findings().get(0).details().values()).containsEntry("copies", 3L);
  }

  @Test
  void duplicateActiveMemory_findsContentChangedBehindTheStore() {
    Memory first = fixture.active("To be copied.");
    Memory second = fixture.active("Something else.");
    other.run("UPDATE memories SET content = 'To be copied.' WHERE id = ?", second.id());

    assertSubjects(fixture.run("duplicate-active-memory"), first.id());
  }

  @Test
  void duplicateActiveMemory_leavesCandidatesAlone() {
    fixture.candidate("Proposed twice.");
    other.run(
        "INSERT INTO memories (id, type, content) VALUES ('m-1', 'preference', 'Proposed twice.')");

    assertSubjects(fixture.run("duplicate-active-memory"));
  }

  @Test
  void stateOfMissingProject_findsEachValue() {
    other.run(
        "INSERT INTO project_state (project, category, key, value) VALUES ('ghost', 'a', 'k1', '1'), ('ghost', 'a', 'k2', '2')");

    assertSubjects(fixture.run("state-of-missing-project"), "ghost/a/k1", "ghost/a/k2");
  }

  @Test
  void stateOfMissingProject_findsADeletedProject() {
    other.run("DELETE FROM projects WHERE id = 'shop'");

    assertSubjects(fixture.run("state-of-missing-project"), "shop/deploy/last");
  }

  @Test
  void orphanSourceChunk_findsHalfADeletion() {
    other.run("DELETE FROM source_documents WHERE id = 'doc-2'");

    assertSubjects(
        fixture.run("orphan-source-chunk"), "chunk-2-0", "chunk-2-1", "chunk-2-2", "chunk-2-3");
  }

  @Test
  void auditGap_findsARowThatNoOneMade() {
    other.insertMemory("m-1", "knowledge", "Out of the blue.");

    CheckResult check = fixture.run("audit-gap");

    assertSubjects(check, "m-1@1");
    assertThat(check.findings().get(0).details().values()).containsEntry("verdict", "missing");
  }

  @Test
  void auditGap_findsFirstMiddleAndLast() {
    Memory memory = fixture.candidate("Often changed.");
    for (int i = 0; i < 5; i++) {
      fixture.store.memories().reinforce(memory.id(), 0.01, StoreFixture.ANN);
    }
    other.run(
        "DELETE FROM memory_audit WHERE memory_id = ? AND version IN (1, 3, 4, 6)", memory.id());

    assertSubjects(
        fixture.run("audit-gap"), memory.id() + "@1", memory.id() + "@3", memory.id() + "@6");
  }

  @Test
  void auditGap_findsAVersionPastTheLog() {
    Memory memory = fixture.candidate("Moved on.");
    other.run("UPDATE memories SET version = 4 WHERE id = ?", memory.id());

    CheckResult check = fixture.run("audit-gap");

    assertSubjects(check, memory.id() + "@2");
    assertThat(check.findings().get(0).details().values()).containsEntry("to_version", 4L);
  }

  @Test
  void auditGap_tellsWaitingFromLost_untilTheyAreBack() {
    Memory memory = fixture.candidate("Unlucky.");
    other.run(
        "CREATE TRIGGER full BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ABORT, 'no'); END");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.run("DROP TRIGGER full");

    CheckResult check = fixture.run("audit-gap");

    assertSubjects(check, memory.id() + "@2");
    assertThat(check.findings().get(0).details().values()).containsEntry("verdict", "pending");
    assertSubjects(fixture.run("memory-drift"));
    assertSubjects(fixture.run("audit-tamper"));

    fixture.store.audit().replay();

    assertSubjects(fixture.run("audit-gap"));
  }

  @Test
  void spoolPending_findsASpoolThatWasEdited() throws IOException {
    Files.writeString(folder.resolve("store.db.audit-spool.ndjson"), "not an entry\n");

    assertSubjects(fixture.run("spool-pending"), "spool lines");
    assertSubjects(fixture.run("audit-gap"));
  }

  @Test
  void auditTamper_findsAnEditedEntry() {
    Memory memory = fixture.candidate("Evidence.");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.run(
        "UPDATE memory_audit SET actor = 'nobody' WHERE memory_id = ? AND version = 1",
        memory.id());

    CheckResult check = fixture.run("audit-tamper");

    assertSubjects(check, memory.id() + "@1");
    assertThat(check.findings().get(0).details().values())
        .containsEntry("verdict", "altered")
        .containsKey("entry_id");
    assertSubjects(fixture.run("audit-gap"));
    assertSubjects(fixture.run("memory-drift"));
  }

  @Test
  void auditTamper_findsAnEditedBody_andDoesNotBlameTheRow() {
    Memory memory = fixture.candidate("Evidence.");
    other.run(
        "UPDATE memory_audit SET after_json = replace(after_json, 'Evidence', 'Nothing') WHERE memory_id = ?",
        memory.id());

    assertSubjects(fixture.run("audit-tamper"), memory.id() + "@1");
    assertSubjects(fixture.run("memory-drift"));
  }

  @Test
  void auditTamper_findsAForgottenHead() {
    Memory memory = fixture.candidate("Evidence.");
    other.run("UPDATE memories SET audit_head = NULL WHERE id = ?", memory.id());

    CheckResult check = fixture.run("audit-tamper");

    assertSubjects(check, memory.id() + "@1");
    assertThat(check.findings().get(0).details().values()).containsEntry("verdict", "link_broken");
  }

  @Test
  void memoryDrift_findsAnEditedRow() {
    Memory memory = fixture.active("True.");
    other.run("UPDATE memories SET content = 'False.' WHERE id = ?", memory.id());

    CheckResult check = fixture.run("memory-drift");

    assertSubjects(check, memory.id());
    assertThat(check.findings().get(0).details().values())
        .containsEntry("fields", List.of("content"))
        .containsEntry("audited_content", "True.")
        .containsEntry("found_content", "False.");
  }

  @Test
  void memoryDrift_findsEveryColumn() {
    for (String change :
        List.of(
            "type = 'identity'",
            "content = content || ' '",
            "project = NULL",
            "status = 'invalid'",
            "confidence = confidence + 0.000001",
            "confidence = confidence + 0.0000000000000002",
            "confidence = 'high'",
            "confidence = x'00'",
            "reference_count = 16777217",
            "reference_count = 'many'",
            "last_referenced_at = '2026-01-01T00:00:00.000000Z'",
            "source_chunk_id = NULL",
            "superseded_by = 'x'",
            "created_at = '2026-01-01T00:00:00.000000Z'",
            "updated_at = '2026-01-01T00:00:00.000000Z'",
            "content = x'ff00'")) {
      Memory memory = fixture.active("Row with " + change);
      other.run("UPDATE memories SET " + change + " WHERE id = ?", memory.id());

      CheckResult check = fixture.run("memory-drift");

      assertThat(check.error()).as(change).isNull();
      assertThat(check.findings()).as(change).extracting(Finding::subject).contains(memory.id());
      fixture.other.run("DELETE FROM memories WHERE id = ?", memory.id());
      fixture.other.run("DELETE FROM memory_audit WHERE memory_id = ?", memory.id());
    }
  }

  @Test
  void memoryDrift_findsADeletedRow() {
    Memory memory = fixture.active("Soon gone.");
    other.run("DELETE FROM memories WHERE id = ?", memory.id());

    assertSubjects(fixture.run("memory-drift"), memory.id());
  }

  @Test
  void memoryDrift_findsARowSetBack() {
    Memory memory = fixture.candidate("First.");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.run(
        "UPDATE memories SET version = 1, confidence = 0.7, reference_count = 0, last_referenced_at = NULL, updated_at = created_at WHERE id = ?",
        memory.id());

    assertSubjects(fixture.run("memory-drift"), memory.id());
    assertSubjects(fixture.run("audit-gap"));
  }

  @Test
  void supersedeBroken_findsEachKind() {
    Memory missing = superseded("Missing target.");
    other.run("UPDATE memories SET superseded_by = 'gone' WHERE id = ?", missing.id());
    Memory empty = superseded("No target.");
    other.run("UPDATE memories SET superseded_by = NULL WHERE id = ?", empty.id());
    Memory active = fixture.active("Still active.");
    other.run("UPDATE memories SET superseded_by = ? WHERE id = ?", empty.id(), active.id());
    Memory self = superseded("Itself.");
    other.run("UPDATE memories SET superseded_by = id WHERE id = ?", self.id());
    Memory a = superseded("A.");
    Memory b = superseded("B.");
    Memory c = superseded("C.");
    other.run("UPDATE memories SET superseded_by = ? WHERE id = ?", c.id(), a.id());
    other.run("UPDATE memories SET superseded_by = ? WHERE id = ?", a.id(), b.id());
    other.run("UPDATE memories SET superseded_by = ? WHERE id = ?", b.id(), c.id());
    Memory tail = superseded("Leads into the circle.");
    other.run("UPDATE memories SET superseded_by = ? WHERE id = ?", b.id(), tail.id());

    CheckResult check = fixture.run("supersede-broken");

    assertSubjects(
        check, missing.id(), empty.id(), active.id(), "cycle:" + self.id(), "cycle:" + c.id());
    assertThat(check.findings())
        .extracting(finding -> finding.details().values().get("problem"))
        .containsExactlyInAnyOrder("missing_target", "not_set", "not_superseded", "cycle", "cycle");
  }

  @Test
  void staleCandidate_findsWhatShouldHaveExpired() {
    Memory stale = fixture.candidate("Stale.");
    Memory used = fixture.candidate("Used.");
    fixture.store.memories().reinforce(used.id(), 0.1, StoreFixture.ANN);
    Memory promoted = fixture.active("Promoted.");
    other.run(
        "UPDATE memories SET created_at = '2020-01-01T00:00:00.000000Z' WHERE id IN (?, ?, ?)",
        stale.id(),
        used.id(),
        promoted.id());
    other.run(
        "INSERT INTO memories (id, type, content, created_at) VALUES ('m-1', 'knowledge', 'x', '2020-01-01 10:00:00')");

    assertSubjects(fixture.run("stale-candidate"), stale.id(), "m-1");
  }

  @Test
  void storeCorrupt_findsDamagedPages() throws IOException {
    for (int i = 0; i < 200; i++) {
      fixture.active("Filler number " + i + " with some text to make pages.");
    }
    fixture.close();
    other.run("PRAGMA wal_checkpoint(TRUNCATE)");
    long root = rootPage("memories");
    byte[] bytes = Files.readAllBytes(fixture.file);
    for (int i = 0; i < 60; i++) {
      bytes[(int) ((root - 1) * 4096 + 8 + i)] ^= 0x55;
    }
    Files.write(fixture.file, bytes);
    fixture = new StoreFixture(folder);

    CheckResult check = fixture.run("store-corrupt");

    assertThat(check.status()).as(check.error()).isEqualTo(CheckStatus.FINDINGS);
    assertThat(check.findings())
        .allSatisfy(f -> assertThat(f.details().values()).containsEntry("table", "memories"));
  }

  @Test
  void hostileText_isKeptAsItIs() {
    String id = "x' OR 1=1; \u001b]0;pwned\u0007 \"quoted\" \u202e";
    other.run(
        "INSERT INTO memories (id, type, content, source_chunk_id) VALUES (?, 'knowledge', 'x', ?)",
        id,
        id);

    assertSubjects(fixture.run("dangling-source-chunk"), id);
    assertThat(fixture.integrity.last().orElseThrow().checks().get(0).findings().get(0).subject())
        .isEqualTo(id);
  }

  private long rootPage(String table) {
    try (MemoryStore store = MemoryStore.open(fixture.file)) {
      return store
          .transactions()
          .outside(
              connection -> {
                try (var rows =
                    connection
                        .createStatement()
                        .executeQuery(
                            "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
                  return rows.getLong(1);
                }
              });
    }
  }

  private void active(
      String id,
      String content,
      @org.jspecify.annotations.Nullable String hash,
      @org.jspecify.annotations.Nullable String project) {
    other.run(
        "INSERT INTO memories (id, type, content, content_hash, project, status) VALUES (?, 'knowledge', ?, ?, ?, 'active')",
        id,
        content,
        hash,
        project);
  }

  private Memory superseded(String content) {
    Memory old = fixture.active(content);
    Memory next = fixture.active("Instead of: " + content);
    return fixture.store.memories().supersede(old.id(), next.id(), StoreFixture.ANN).memory();
  }

  private static void assertSubjects(CheckResult check, String... subjects) {
    assertThat(check.error()).isNull();
    assertThat(check.findings()).extracting(Finding::subject).containsExactlyInAnyOrder(subjects);
    assertThat(check.count()).isEqualTo(subjects.length);
  }
}
