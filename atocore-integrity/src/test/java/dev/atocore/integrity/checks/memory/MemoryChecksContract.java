package dev.atocore.integrity.checks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.model.Memory;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.result.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each check of the memories finds what is planted in a healthy store. */
public abstract class MemoryChecksContract extends ChecksContract {
  protected MemoryChecksContract(StoreFixture fixture) {
    super(fixture);
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
  void duplicateActiveMemory_blanksAtTheEndsAreNoDifference() {
    Memory first = fixture.active("Said twice.");
    Memory second = fixture.active("Said twice.\n");
    Memory third = fixture.active("  Said twice.");
    fixture.active("Said once.");

    CheckResult check = fixture.run("duplicate-active-memory");

    assertSubjects(check, first.id());
    assertThat(check.findings().get(0).details().values())
        .containsEntry("memory_ids", List.of(first.id(), second.id(), third.id()));
    assertSubjects(fixture.run("bad-text"));
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
        "INSERT INTO memories (id, type, content, created_at) VALUES ('m-1', 'knowledge', 'x',"
            + " '2020-01-01 10:00:00')");

    assertSubjects(fixture.run("stale-candidate"), stale.id(), "m-1");
  }

  @Test
  void domainViolation_namesTheColumns() {
    for (String change :
        List.of(
            "type = 'gossip'",
            "status = 'maybe'",
            "confidence = 1.5",
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
  void badText_findsAChunkThatIsNotWhatItsHashWasMadeOf() {
    other.run("UPDATE source_chunks SET content = 'Edited.' WHERE id = 'chunk-1-1'");

    assertSubjects("bad-text", "chunk-1-1");
  }

  @Test
  void evidenceDrift_findsACountThatNothingComesTo() {
    Memory memory = fixture.candidate("Counted.");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.run("UPDATE memories SET reference_count = 5 WHERE id = ?", memory.id());

    assertSubjects("evidence-drift", memory.id());
  }

  @Test
  void reviewOverdue_findsActiveMemoriesPastTheirDay() {
    Memory due = fixture.active("To be looked at.");
    Memory later = fixture.active("To be looked at one day.");
    other.run(
        "UPDATE memories SET review_by = '2020-01-01T00:00:00.000000Z' WHERE id = ?", due.id());
    other.run(
        "UPDATE memories SET review_by = '2190-01-01T00:00:00.000000Z' WHERE id = ?", later.id());

    assertSubjects("review-overdue", due.id());
  }

  @Test
  void refusalKeyLost_findsRefusalsThatNobodyCanTell() throws IOException {
    assertSubjects("refusal-key-lost");
    Files.delete(fixture.store.refusals().keyFile());

    assertSubjects("refusal-key-lost", "key");
  }

  private void active(String id, String content, @Nullable String hash, @Nullable String project) {
    other.run(
        "INSERT INTO memories (id, type, content, content_hash, project, status) VALUES (?,"
            + " 'knowledge', ?, ?, ?, 'active')",
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
}
