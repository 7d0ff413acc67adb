package dev.atocore.integrity.checks.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.Memory;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.result.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each check of what rows refer to finds what is planted in a healthy store. */
public abstract class ReferenceChecksContract extends ChecksContract {
  protected ReferenceChecksContract(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void danglingSourceChunk_findsEachMemory() {
    Memory memory = fixture.active("From nowhere.");
    other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE id = ?", memory.id());
    other.run(
        "INSERT INTO memories (id, type, content, source_chunk_id) VALUES ('m-1', 'knowledge', 'x',"
            + " 'gone')");
    other.run(
        "INSERT INTO memories (id, type, content, source_chunk_id) VALUES ('m-2', 'knowledge', 'y',"
            + " '')");

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
  void stateOfMissingProject_findsEachValue() {
    other.run(
        "INSERT INTO project_state (project, category, key, value) VALUES ('ghost', 'a', 'k1',"
            + " '1'), ('ghost', 'a', 'k2', '2')");

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
  void memoryOfMissingProject_findsEachMemory() {
    other.run(
        "INSERT INTO memories (id, type, content, project) VALUES ('m-1', 'knowledge', 'x',"
            + " 'ghost')");

    assertSubjects("memory-of-missing-project", "m-1");
  }

  @Test
  void sourceFileChanged_findsChangedAndMissingFiles() throws IOException {
    Path same =
        Files.writeString(fixture.folder.resolve("same.md"), "# Same\n\nText that stays.\n");
    Path changed = Files.writeString(fixture.folder.resolve("changed.md"), "# Old\n\nOld text.\n");
    Path gone = Files.writeString(fixture.folder.resolve("gone.md"), "# Gone\n\nText.\n");
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

  @Test
  void openQuestions_areToldUntilTheyAreAnswered() {
    Memory gone = fixture.active("Its file is gone.");
    Memory unsaid = fixture.active("Its file says otherwise.");
    Memory denied = fixture.active("A newer note denies it.");
    ask(gone, EvidenceKind.GONE, null);
    ask(unsaid, EvidenceKind.UNSAID, null);
    ask(denied, EvidenceKind.DENIED, null);
    ask(fixture.active("Was asked."), EvidenceKind.DENIED, "ann");

    assertSubjects("source-gone", gone.id());
    assertSubjects("source-unsaid", unsaid.id());
    assertSubjects("memory-denied", denied.id());
  }

  private void ask(Memory memory, EvidenceKind kind, @Nullable String answeredBy) {
    Evidence open = Evidence.of(memory.id(), kind, "doc-1", "chunk-1-0", memory.createdAt());
    fixture
        .store
        .transactions()
        .write(
            connection -> {
              EvidenceTable.put(
                  connection,
                  answeredBy == null ? open : open.answered(memory.createdAt(), answeredBy));
              return true;
            });
  }
}
