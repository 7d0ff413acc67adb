package dev.atocore.integrity.checks.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.result.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each check of the log finds what is planted in a healthy store. */
public abstract class LogChecksContract extends ChecksContract {
  protected LogChecksContract(StoreFixture fixture) {
    super(fixture);
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
    other.stopEntries();
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.letEntries();

    CheckResult check = fixture.run("audit-gap");

    assertSubjects(check, memory.id() + "@2");
    assertThat(check.findings().get(0).details().values()).containsEntry("verdict", "pending");
    assertSubjects(fixture.run("memory-drift"));
    assertSubjects(fixture.run("audit-tamper"));

    fixture.store.audit().replay();

    assertSubjects(fixture.run("audit-gap"));
  }

  @Test
  void memoryDrift_takesNoFieldForDrift_thatFewMemoriesHave() {
    NewMemory full =
        NewMemory.of(MemoryType.KNOWLEDGE, "Says \"much\", \\ and\nmore.")
            .owner(new Owner("ann \"x\"", "bot", "r\\1"))
            .metadata(Metadata.parse("{\"k\":\"v \\\"q\\\"\",\"n\":1.5,\"b\":true}"))
            .sourceChunks(List.of("c \"1\"", "c2", "c3"))
            .validity(
                new Validity(
                    "2020-01-01T00:00:00.000000Z",
                    "2090-01-01T00:00:00.000000Z",
                    "2091-01-01T00:00:00.000000Z"));
    fixture.store.memories().create(full, StoreFixture.ANN);
    fixture
        .store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, "Only cites.").sourceChunks(List.of("a", "b")),
            StoreFixture.ANN);

    assertSubjects(fixture.run("memory-drift"));

    other.run("UPDATE memories SET agent_id = NULL WHERE agent_id IS NOT NULL");

    assertThat(fixture.run("memory-drift").findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.details().values()).containsEntry("audited_agent_id", "bot"));
  }

  @Test
  void spoolPending_findsASpoolThatWasEdited() throws IOException {
    Files.writeString(fixture.store.location().beside(".audit-spool.ndjson"), "not an entry\n");

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
        "UPDATE memory_audit SET after_json = replace(after_json, 'Evidence', 'Nothing') WHERE"
            + " memory_id = ?",
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
            "reference_count = 16777217",
            "last_referenced_at = '2026-01-01T00:00:00.000000Z'",
            "source_chunk_id = NULL",
            "superseded_by = 'x'",
            "created_at = '2026-01-01T00:00:00.000000Z'",
            "updated_at = '2026-01-01T00:00:00.000000Z'")) {
      findsDriftAfter(change);
    }
  }

  /** That change of a row is found. */
  protected final void findsDriftAfter(String change) {
    Memory memory = fixture.active("Row with " + change);
    other.run("UPDATE memories SET " + change + " WHERE id = ?", memory.id());

    CheckResult check = fixture.run("memory-drift");

    assertThat(check.error()).as(change).isNull();
    assertThat(check.findings()).as(change).extracting(Finding::subject).contains(memory.id());
    fixture.other.run("DELETE FROM memories WHERE id = ?", memory.id());
    fixture.other.run("DELETE FROM memory_audit WHERE memory_id = ?", memory.id());
  }

  @Test
  void memoryDrift_findsAHashThatIsNotOfItsContent_andMendsIt() {
    for (String change :
        other.isTyped()
            ? List.of("content_hash = 'x'", "content_hash = NULL")
            : List.of("content_hash = 'x'", "content_hash = NULL", "content_hash = x'00'")) {
      Memory memory = fixture.active("Row with " + change);
      other.run("UPDATE memories SET " + change + " WHERE id = ?", memory.id());

      assertSubjects(fixture.run("memory-drift"), memory.id());

      Repair repair = new Repair(fixture.store, fixture.fanOut);
      repair.applyWithoutBackup(repair.plan("memory-drift", false), Repair.ACTOR, null, made -> {});
      assertSubjects(fixture.run("memory-drift"));
      assertSubjects(fixture.run("audit-tamper"));
    }
  }

  @Test
  void memoryDrift_findsARowSetBackBehindADeletedEntry() {
    Memory memory = fixture.candidate("First.");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.run("DELETE FROM memory_audit WHERE memory_id = ? AND version = 2", memory.id());
    other.run(
        "UPDATE memories SET version = 1, confidence = ?, reference_count = 0, last_referenced_at ="
            + " NULL, updated_at = ?, audit_head = (SELECT hash FROM memory_audit WHERE memory_id ="
            + " memories.id) WHERE id = ?",
        memory.confidence(),
        memory.updatedAt(),
        memory.id());

    assertSubjects(fixture.run("memory-drift"), memory.id());
    assertSubjects(fixture.run("audit-gap"));
  }

  @Test
  void auditTamper_findsAMemoryThatIsGoneWithItsEntries() {
    fixture.candidate("Stays.");
    Memory memory = fixture.candidate("Soon gone, and its history too.");
    other.run("DELETE FROM memory_audit WHERE memory_id = ?", memory.id());
    other.run("DELETE FROM memories WHERE id = ?", memory.id());

    assertSubjects(fixture.run("audit-tamper"), "log/miscounted/1");
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
        "UPDATE memories SET version = 1, confidence = 0.7, reference_count = 0, last_referenced_at"
            + " = NULL, updated_at = created_at WHERE id = ?",
        memory.id());

    assertSubjects(fixture.run("memory-drift"), memory.id());
    assertSubjects(fixture.run("audit-gap"));
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
        "UPDATE memory_audit SET before_json = replace(before_json, 'candidate', 'superseded')"
            + " WHERE memory_id = ? AND version = 2",
        dead.id());

    assertSubjects("illegal-transition", memory.id() + "@2", dead.id() + "@2");
  }

  @Test
  void clockReversed_findsAnOlderEntry() {
    Memory memory = fixture.candidate("Dated.");
    fixture.store.memories().reinforce(memory.id(), 0.1, StoreFixture.ANN);
    other.run(
        "UPDATE memory_audit SET timestamp = '2001-01-01T00:00:00.000000Z' WHERE memory_id = ? AND"
            + " version = 2",
        memory.id());

    assertSubjects("clock-reversed", memory.id() + "@2");
  }
}
