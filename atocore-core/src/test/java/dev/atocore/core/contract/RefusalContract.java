package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.bulk.BulkOutcome;
import dev.atocore.core.bulk.BulkReport;
import dev.atocore.core.bulk.ImportLine;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.error.RefusedBeforeException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.refusal.RefusalsRebuilt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was turned down or erased does not come back, unless on purpose. */
abstract class RefusalContract extends StoreContract {
  private static final Change ANN = Change.by("ann");
  private static final String FACT = "The deploy key is under the mat";

  @Test
  void rejected_isRefusedInEverySpelling() {
    Memory memory = candidate(FACT);
    store.memories().reject(memory.id(), ANN);
    AuditEntry entry = store.audit().findNewest(memory.id()).orElseThrow();

    for (String same :
        List.of(
            FACT,
            "  the DEPLOY key\n is\u00a0under \t the mat  ",
            FACT + ".",
            FACT + " ?! …",
            "The deploy key is under the ｍａｔ。",
            "The deploy\u200b key is under the mat")) {
      assertThatThrownBy(() -> candidate(same))
          .as(same)
          .isInstanceOfSatisfying(
              RefusedBeforeException.class,
              refused -> {
                assertThat(refused.code()).isEqualTo("refused_before");
                assertThat(refused.entryId()).isEqualTo(entry.id());
                assertThat(refused.memoryId()).isEqualTo(memory.id());
              })
          .hasMessageContaining("audit entry " + entry.id());
    }
    assertThatThrownBy(() -> store.memories().create(fact(FACT).status(MemoryStatus.ACTIVE), ANN))
        .isInstanceOf(RefusedBeforeException.class);
  }

  @Test
  void anotherTextTypeOrScope_isNotRefused() {
    store.memories().reject(candidate(FACT).id(), ANN);

    candidate(FACT + " no more");
    candidate("The deploy-key is under the mat");
    store.memories().create(fact(FACT).project("shop"), ANN);
    store.memories().create(NewMemory.of(MemoryType.EPISODIC, FACT), ANN);
    assertThat(store.memories().countByStatus()).containsEntry("candidate", 4L);
  }

  @Test
  void otherScripts_areFoldedToo() {
    store.memories().reject(candidate("STRASSE ΟΔΟΣ İstanbul，備份").id(), ANN);

    assertThatThrownBy(() -> candidate("straße οδος i\u0307stanbul,備份"))
        .isInstanceOf(RefusedBeforeException.class);
  }

  @Test
  void invalidatedAndRedacted_areRefused_withAllThatTheMemoryEverSaid() {
    Memory wrong = active("Never true");
    store.memories().invalidate(wrong.id(), ANN);
    Memory erased = active("Ada lives in Linz");
    store.memories().update(erased.id(), MemoryPatch.none().content("Ada lives in Graz"), ANN);
    store.audit().redact(erased.id(), ANN);

    for (String refused : List.of("Never true", "Ada lives in Linz", "Ada lives in Graz.")) {
      assertThatThrownBy(() -> candidate(refused)).isInstanceOf(RefusedBeforeException.class);
    }
    assertThat(store.refusals().list(10, null, false))
        .extracting(Refusal::kind)
        .containsExactly(Refusal.Kind.REDACTED, Refusal.Kind.REDACTED, Refusal.Kind.INVALIDATED);
    candidate("[redacted]");
  }

  @Test
  void expirySupersedeUndoAndWithdrawal_leaveNone() {
    Memory old = candidate("Expires");
    store.memories().expire(Duration.ZERO, Change.by("candidate-expiry"), false, o -> {});
    assertThat(store.memories().get(old.id()).status()).isEqualTo("invalid");
    Memory replaced = active("The old way");
    store.memories().supersede(replaced.id(), active("The new way").id(), ANN);
    Memory own = candidate("On second thought");
    store.memories().reject(own.id(), ANN.asWithdrawal());
    Instant before = Instant.now();
    store.memories().create(fact("Made by mistake"), Change.by("agent-7"));
    store.memories().undo(new UndoRequest("agent-7", before, null, false), ANN, false, o -> {});

    for (String text : List.of("Expires", "The old way", "On second thought", "Made by mistake")) {
      candidate(text);
    }
    assertThat(store.refusals().list(10, null, true)).isEmpty();
    assertThat(store.refusals().keyFile()).doesNotExist();
  }

  @Test
  void again_liftsTheRefusal_andSaysSo() {
    Memory rejected = candidate(FACT);
    store.memories().reject(rejected.id(), ANN);
    long entry = store.audit().findNewest(rejected.id()).orElseThrow().id();

    Memory made = store.memories().create(fact(FACT), ANN.sayingAgain().note("it is true now"));

    assertThat(store.audit().history(made.id()).get(0).note())
        .isEqualTo("it is true now (again, refused before by audit entry " + entry + ")");
    assertThat(store.refusals().list(10, null, false)).isEmpty();
    assertThat(store.refusals().list(10, null, true))
        .singleElement()
        .extracting(Refusal::lifted)
        .satisfies(lifted -> assertThat(lifted.by()).isEqualTo("ann"));
    store.memories().reject(made.id(), ANN);
    assertThatThrownBy(() -> candidate(FACT)).isInstanceOf(RefusedBeforeException.class);
  }

  @Test
  void update_toWhatWasRefused_isRefused() {
    store.memories().reject(candidate(FACT).id(), ANN);
    Memory other = active("Something else");
    MemoryPatch patch = MemoryPatch.none().content(FACT + "!");

    assertThatThrownBy(() -> store.memories().update(other.id(), patch, ANN))
        .isInstanceOf(RefusedBeforeException.class);
    store.memories().update(other.id(), MemoryPatch.none().confidence(0.9), ANN);
    store.memories().update(other.id(), patch, ANN.sayingAgain());
    assertThat(store.memories().get(other.id()).content()).isEqualTo(FACT + "!");
  }

  @Test
  void revert_liftsWhatTheRejectionLeft() {
    Memory memory = candidate(FACT);
    store.memories().reject(memory.id(), ANN);

    store.memories().revert(memory.id(), 1, ANN);

    assertThat(store.refusals().list(10, null, false)).isEmpty();
    store.memories().promote(memory.id(), ANN);
    store.memories().supersede(memory.id(), active("Another").id(), ANN);
    candidate(FACT);
  }

  @Test
  void import_skipsAndCounts_unlessTheLineSaysAgain() {
    store.memories().reject(candidate(FACT).id(), ANN);
    String line = "{\"type\":\"knowledge\",\"content\":\"" + FACT + ".\"}\n";
    String fresh = "{\"type\":\"knowledge\",\"content\":\"Fresh\"}\n";
    List<ImportLine> outcomes = new ArrayList<>();

    assertThat(imported(line + fresh, true, outcomes))
        .isEqualTo(new ImportReport(2, 1, 0, 0, 1, 0));
    assertThat(imported(line + fresh, false, outcomes))
        .isEqualTo(new ImportReport(2, 1, 0, 0, 1, 0));
    assertThat(outcomes.get(2).outcome()).isEqualTo(ImportLine.Outcome.REFUSED_BEFORE);
    assertThat(imported(line.replace("}", ",\"status\":\"invalid\"}"), false, outcomes).created())
        .isEqualTo(1);
    assertThat(imported(line.replace("}", ",\"again\":true}"), false, outcomes).created())
        .isEqualTo(1);
    assertThat(imported(line, false, outcomes).skipped()).isEqualTo(1);
  }

  @Test
  void autoPromote_leavesWhatWasTurnedDown_andSaysSo() {
    Memory first = candidate(FACT);
    Memory turnedDown = store.memories().create(fact(FACT + "."), ANN.allowingDuplicate());
    Memory other = candidate("Another fact");
    store.memories().reject(turnedDown.id(), ANN);
    AutoPromotePolicy any = new AutoPromotePolicy(0, 0, Duration.ofDays(1));
    for (boolean dryRun : new boolean[] {true, false}) {
      List<BulkOutcome> outcomes = new ArrayList<>();

      BulkReport report = store.memories().autoPromote(any, ANN, dryRun, outcomes::add);

      assertThat(report).isEqualTo(new BulkReport(2, 1, 1));
      assertThat(outcomes)
          .filteredOn(outcome -> outcome.memory().id().equals(first.id()))
          .singleElement()
          .satisfies(
              outcome -> {
                assertThat(outcome.action()).isNull();
                assertThat(outcome.error())
                    .isInstanceOf(RefusedBeforeException.class)
                    .hasMessageContaining("rejected before, as memory " + turnedDown.id());
              });
    }
    assertThat(store.memories().get(first.id()).status()).isEqualTo("candidate");
    assertThat(store.memories().get(other.id()).status()).isEqualTo("active");

    store.refusals().lift(1, ANN);
    assertThat(store.memories().autoPromote(any, ANN, false, outcome -> {}).changed()).isEqualTo(1);
    assertThat(store.memories().get(first.id()).status()).isEqualTo("active");
  }

  @Test
  void key_isTheOwnersAlone_andTheTableTellsNothingOfTheText() throws IOException {
    store.memories().reject(candidate(FACT).id(), ANN);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(key())).hasSize(65);
  }

  @Test
  void lostKey_isNotMadeAnew_untilSomebodySaysSo() throws IOException {
    store.memories().reject(candidate(FACT).id(), ANN);
    Memory erased = candidate("To be erased");
    store.audit().redact(erased.id(), ANN);
    Files.delete(key());
    store.close();
    store = place.open();

    Memory next = candidate(FACT);
    store.memories().reject(next.id(), ANN);
    assertThat(key()).doesNotExist();
    assertThat(store.refusals().unrecognised()).isEqualTo(2);

    RefusalsRebuilt rebuilt = store.refusals().rebuild(ANN);

    assertThat(rebuilt).isEqualTo(new RefusalsRebuilt(2, 2, 1));
    assertThat(store.refusals().unrecognised()).isZero();
    assertThatThrownBy(() -> candidate(FACT)).isInstanceOf(RefusedBeforeException.class);
    candidate("To be erased");
  }

  @Test
  void lift_staysOnRecord() {
    store.memories().reject(candidate(FACT).id(), ANN);
    long id = store.refusals().list(1, null, false).get(0).id();

    store.refusals().lift(id, Change.by("boss").note("it was right"));

    assertThat(store.refusals().list(10, null, true).get(0).lifted())
        .satisfies(
            lifted -> {
              assertThat(lifted.by()).isEqualTo("boss");
              assertThat(lifted.why()).isEqualTo("it was right");
            });
    candidate(FACT);
    assertThatThrownBy(() -> store.refusals().lift(id, ANN))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> store.refusals().lift(99, ANN)).isInstanceOf(NotFoundException.class);
  }

  private Path key() {
    return store.refusals().keyFile();
  }

  private ImportReport imported(String lines, boolean dryRun, List<ImportLine> outcomes) {
    return store
        .memories()
        .importNdjson(new ByteArrayInputStream(lines.getBytes(UTF_8)), ANN, dryRun, outcomes::add);
  }

  private static NewMemory fact(String content) {
    return NewMemory.of(MemoryType.KNOWLEDGE, content);
  }

  private Memory candidate(String content) {
    return store.memories().create(fact(content), ANN);
  }

  private Memory active(String content) {
    return store.memories().create(fact(content).status(MemoryStatus.ACTIVE), ANN);
  }
}
