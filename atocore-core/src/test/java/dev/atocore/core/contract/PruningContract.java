package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.erase.ArchiveProblem;
import dev.atocore.core.erase.ArchiveProblem.Verdict;
import dev.atocore.core.erase.ArchiveReport;
import dev.atocore.core.erase.PruneReport;
import dev.atocore.core.erase.RedactionReport;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that leave the log go into an archive that the log can still prove. */
abstract class PruningContract extends StoreContract {
  private static final Change ANN = Change.by("ann").note("a note");

  private Path archive;

  @BeforeEach
  void open() {
    archive = folder.resolve("archive.ndjson");
  }

  @Test
  void oldBodies_moveAndTheProofStays() throws IOException {
    Memory memory = create("first");
    update(memory, "second");
    update(memory, "third");
    String before = Files.readString(export("before"));

    PruneReport report = store.audit().prune(Instant.now(), archive, Change.by("bob"));

    assertThat(report.entries()).isEqualTo(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
    assertThat(before).startsWith(Files.readString(archive));
    assertThat(store.audit().history(memory.id()))
        .extracting(AuditEntry::pruned)
        .containsExactly(true, true, false);
    assertThat(problems()).isEmpty();
    assertThat(store.audit().verify(null, problem -> {}).pruned()).isEqualTo(2);
    ArchiveReport check = store.audit().verifyArchive(archive, problem -> {});
    assertThat(check.ok()).isTrue();
    assertThat(check.sound()).isEqualTo(2);
    assertThat(check.prunedBy()).isEqualTo("bob");
  }

  @Test
  void whatWasTrueLater_staysReadable() throws InterruptedException {
    Memory memory = create("first");
    Memory second = update(memory, "second");
    Instant cut = Times.parse(second.updatedAt(), Instant.now()).plusNanos(1000);
    Memory third = update(memory, "third");

    assertThat(store.audit().prune(cut, archive, ANN).entries()).isEqualTo(1);

    assertThat(store.memories().asOf(memory.id(), cut).content()).isEqualTo("second");
    assertThat(store.memories().atVersion(memory.id(), 2).content()).isEqualTo("second");
    assertThat(store.memories().revert(memory.id(), 2, ANN).memory().content()).isEqualTo("second");
    assertThatThrownBy(() -> store.memories().atVersion(memory.id(), 1))
        .isInstanceOf(NotFoundException.class);
    assertThat(third.version()).isEqualTo(3);
    assertThat(problems()).isEmpty();
  }

  @Test
  void nothingOldEnough_writesNoFile() {
    create("only one");

    assertThat(store.audit().prune(Instant.now(), archive, ANN).entries()).isZero();
    assertThat(archive).doesNotExist();
    assertThat(store.audit().erasures()).isEmpty();
  }

  @Test
  void existingFile_isNotOverwritten() throws IOException {
    Memory memory = create("first");
    update(memory, "second");
    Files.writeString(archive, "precious");

    assertThatThrownBy(() -> store.audit().prune(Instant.now(), archive, ANN))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("file_exists"));
    assertThatThrownBy(
            () ->
                store.audit().prune(Instant.now(), folder.resolve("none").resolve("a.ndjson"), ANN))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("archive_unwritable"));

    assertThat(Files.readString(archive)).isEqualTo("precious");
    assertThat(store.audit().history(memory.id())).noneMatch(AuditEntry::pruned);
  }

  @Test
  void manyEntries_areMovedInBatches() {
    Memory memory = create("n0");
    for (int i = 1; i <= 1300; i++) {
      memory = store.memories().reinforce(memory.id(), 0.0001, ANN).memory();
    }

    assertThat(store.audit().prune(Instant.now(), archive, ANN).entries()).isEqualTo(1300);
    assertThat(store.audit().verify(null, problem -> {}).pruned()).isEqualTo(1300);
    assertThat(problems()).isEmpty();
  }

  @Test
  void alteredEntry_staysWhereItIs() {
    Memory memory = create("first");
    update(memory, "second");
    update(memory, "third");
    place.asOtherProgram("UPDATE memory_audit SET actor = 'x' WHERE version = 1");

    PruneReport report = store.audit().prune(Instant.now(), archive, ANN);

    assertThat(report.entries()).isEqualTo(1);
    assertThat(report.altered()).isEqualTo(1);
    assertThat(store.audit().history(memory.id()).get(0).after()).isNotNull();
  }

  @Test
  void archiveThatWasMeddledWith_isToldLineByLine() throws IOException {
    Memory memory = create("first");
    update(memory, "second");
    Memory other = create("mine");
    update(other, "yours");
    update(memory, "third");
    store.audit().prune(Instant.now(), archive, ANN);
    List<String> lines = new ArrayList<>(Files.readAllLines(archive));
    lines.set(0, lines.get(0).replace("first", "worst"));
    lines.set(1, lines.get(1).substring(0, 40));
    lines.add(lines.get(2).replaceFirst("\"id\":", "\"id\":9"));
    Files.write(archive, lines);
    store.audit().redact(other.id(), ANN);

    List<ArchiveProblem> problems = new ArrayList<>();
    ArchiveReport report = store.audit().verifyArchive(archive, problems::add);

    assertThat(problems)
        .extracting(ArchiveProblem::verdict)
        .containsExactly(
            Verdict.ALTERED,
            Verdict.UNREADABLE,
            Verdict.REDACTED_SINCE,
            Verdict.UNKNOWN,
            Verdict.NOT_ON_RECORD);
    assertThat(report.ok()).isFalse();
    assertThat(report.prunedBy()).isNull();
  }

  @Test
  void redactionOfPrunedEntries_namesTheArchive() {
    Memory memory = create("first");
    update(memory, "second");
    store.audit().prune(Instant.now(), archive, ANN);

    RedactionReport report = store.audit().redact(memory.id(), ANN);

    assertThat(report.archives()).containsExactly(archive.toString());
    assertThat(report.complete()).isTrue();
    assertThat(store.audit().verify(null, problem -> {}).redacted()).isEqualTo(2);
    assertThat(problems()).isEmpty();
  }

  private Memory create(String content) {
    return store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, content), ANN);
  }

  private Memory update(Memory memory, String content) {
    return store.memories().update(memory.id(), MemoryPatch.none().content(content), ANN).memory();
  }

  /** What 'audit export' would print, through the archive's own writer. */
  private Path export(String name) throws IOException {
    Path target = folder.resolve(name);
    dev.atocore.audit.archive.AuditArchive.write(
        target, each -> store.audit().export(dev.atocore.audit.log.AuditFilter.ALL, 0, each));
    return target;
  }

  private List<AuditProblem> problems() {
    List<AuditProblem> problems = new ArrayList<>();
    store.audit().verify(null, problems::add);
    return problems;
  }
}
