package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.error.StoreException;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.run.RunWatch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreExtension.class)
class IntegrityTest {
  private final StoreFixture fixture;

  IntegrityTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void freshStore_hasNoFindings() {
    IntegrityResult result = fixture.integrity.run(RunOptions.all());

    assertThat(result.checks()).allSatisfy(c -> assertThat(c.status()).isEqualTo(CheckStatus.OK));
    assertThat(result.status()).isEqualTo(CheckStatus.OK);
    assertThat(fixture.alerts).isEmpty();
  }

  @Test
  void healthyStore_hasNoFindings() {
    IntegrityResult result = fixture.fill().integrity.run(RunOptions.all());

    assertThat(result.checks())
        .allSatisfy(
            check -> {
              assertThat(check.findings()).as(check.id()).isEmpty();
              assertThat(check.status()).as(check.error()).isEqualTo(CheckStatus.OK);
            });
    assertThat(fixture.alerts).isEmpty();
  }

  @Test
  void driftOfMemories_isLookedForWhenTheLogAndTheTextsHaveBeen() {
    List<List<String>> steps = Collections.synchronizedList(new ArrayList<>());

    fixture
        .fill()
        .integrity
        .run(RunOptions.all(), RunWatch.telling((done, of, running) -> steps.add(running)));

    int begun = firstWith("memory-drift", steps);
    for (String before : List.of("audit-tamper", "bad-text")) {
      assertThat(firstWith(before, steps)).as(before).isBetween(0, begun - 1);
      assertThat(steps.subList(begun, steps.size()))
          .as(before)
          .noneMatch(running -> running.contains(before));
    }
  }

  @Test
  void driftOfMemories_isLookedForByItself() {
    fixture
        .fill()
        .other
        .run("UPDATE memories SET confidence = 0.25 WHERE seq = (SELECT max(seq) FROM memories)");

    assertThat(fixture.run("memory-drift").findings()).hasSize(1);
  }

  private static int firstWith(String id, List<List<String>> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).contains(id)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void checks_areThoseOfTheContract() {
    assertThat(fixture.integrity.checks())
        .extracting(IntegrityCheck::id)
        .contains(
            "dangling-source-chunk",
            "duplicate-active-memory",
            "state-of-missing-project",
            "orphan-source-chunk",
            "audit-gap",
            "audit-tamper",
            "memory-drift",
            "supersede-broken",
            "stale-candidate",
            "store-corrupt");
  }

  @Test
  void result_isKept() {
    assertThat(fixture.integrity.last()).isEmpty();
    fixture.fill().other.run("DELETE FROM source_documents WHERE id = 'doc-1'");

    IntegrityResult result = fixture.integrity.run(RunOptions.all());

    assertThat(result.findingsTotal()).isEqualTo(4);
    assertThat(fixture.integrity.last()).contains(result);
    assertThat(
            fixture
                .store
                .state()
                .get("atocore", "status", "integrity_check_result")
                .orElseThrow()
                .value())
        .contains("\"findings_total\":4", "\"status\":\"findings\"");
  }

  @Test
  void findings_raiseOneWarning_andItIsResolvedOnce() {
    fixture.fill().other.run("DELETE FROM source_documents");

    fixture.integrity.run(RunOptions.all());

    assertThat(fixture.alerts).hasSize(1);
    Alert alert = fixture.alerts.get(0);
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    assertThat(alert.key()).isEqualTo("integrity");
    assertThat(alert.message()).contains("12 orphan-source-chunk");
    assertThat(alert.context()).containsEntry("orphan-source-chunk", "12");

    fixture.other.run("DELETE FROM source_chunks");
    fixture.run("orphan-source-chunk");
    assertThat(fixture.alerts).as("a run of one check does not know about the others").hasSize(1);

    Repair repair = new Repair(fixture.store, fixture.fanOut);
    repair.apply(repair.plan("dangling-source-chunk", false), Repair.ACTOR, null);
    fixture.integrity.run(RunOptions.all());
    fixture.integrity.run(RunOptions.all());

    assertThat(fixture.alerts).hasSize(2);
    assertThat(fixture.alerts.get(1).status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(fixture.alerts.get(1).key()).isEqualTo("integrity");
  }

  @Test
  void failingCheck_isAnError_andTheOthersRun() {
    Integrity integrity = fixture.fill().integrity.with(new Failing()).with(new Writing());
    fixture.other.run("DELETE FROM source_documents WHERE id = 'doc-0'");

    IntegrityResult result = integrity.run(RunOptions.all());

    assertThat(result.status()).isEqualTo(CheckStatus.ERROR);
    assertThat(result.checks())
        .filteredOn(check -> check.status() == CheckStatus.ERROR)
        .extracting(CheckResult::id)
        .containsExactly("failing", "writing");
    assertThat(result.checks())
        .filteredOn(check -> check.id().equals("failing"))
        .allSatisfy(check -> assertThat(check.error()).isEqualTo("no luck"));
    assertThat(result.checks())
        .filteredOn(check -> check.status() == CheckStatus.FINDINGS)
        .extracting(CheckResult::id)
        .containsExactly("orphan-source-chunk");
    assertThat(fixture.store.memories().countByStatus()).containsEntry("active", 7L);
    assertThat(fixture.alerts).hasSize(1);
    assertThat(fixture.alerts.get(0).message()).contains("failing failed (no luck)");
  }

  @Test
  void missingTable_isAnErrorOfTheChecksThatNeedIt() {
    fixture.fill().other.run("DROP TABLE source_documents");

    IntegrityResult result = fixture.integrity.run(RunOptions.all());

    assertThat(result.checks())
        .filteredOn(check -> check.status() == CheckStatus.ERROR)
        .extracting(CheckResult::id)
        .containsExactly(
            "dangling-source-chunk",
            "orphan-source-chunk",
            "source-gone",
            "source-unsaid",
            "memory-denied");
  }

  @Test
  void unknownCheck_isRefused() {
    assertThatThrownBy(() -> fixture.run("nonsense"))
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("unknown_check"));
  }

  @Test
  void count_isExact_andSamplesAreCapped() {
    for (int i = 0; i < 50; i++) {
      fixture.other.run(
          "INSERT INTO source_chunks (id, document_id, content) VALUES (?, 'gone', 'x')", "c" + i);
    }

    CheckResult check = fixture.run("orphan-source-chunk");

    assertThat(check.count()).isEqualTo(50);
    assertThat(check.findings()).hasSize(20);
    assertThat(
            fixture
                .integrity
                .run(RunOptions.all().checks(List.of("orphan-source-chunk")).samples(100))
                .checks()
                .get(0)
                .findings())
        .hasSize(50);
  }

  @Test
  void findingId_staysTheSame_andIsSafeToType() {
    fixture.other.run(
        "INSERT INTO source_chunks (id, document_id, content) VALUES (?, 'gone', 'x')",
        "\u001b[31m; rm -rf /\n");

    String first = fixture.run("orphan-source-chunk").findings().get(0).findingId();
    String second = fixture.run("orphan-source-chunk").findings().get(0).findingId();

    assertThat(first).isEqualTo(second).matches("orphan-source-chunk-[0-9a-f]{16}");
  }

  @Test
  void resultThatCannotBeKept_isTold() {
    fixture.other.run("DELETE FROM projects WHERE id = 'atocore'");

    IntegrityResult result = fixture.integrity.run(RunOptions.all());

    assertThat(result.keepError()).contains("atocore");
    assertThat(result.status()).isEqualTo(CheckStatus.ERROR);
    assertThat(fixture.alerts).hasSize(1);
  }

  @Test
  void last_passesOverWhatAnotherProgramKept() {
    fixture.store.state().set("atocore", "status", "integrity_check_result", "[1,2]");

    assertThat(fixture.integrity.last()).isEmpty();
  }

  private static final class Failing extends SampleCheck {
    Failing() {
      super("failing");
    }

    @Override
    public void run(CheckContext context, Findings findings) throws SQLException {
      throw new SQLException("no luck");
    }
  }

  private static final class Writing extends SampleCheck {
    Writing() {
      super("writing");
    }

    @Override
    public void run(CheckContext context, Findings findings) throws StoreException {
      context.read(
          connection -> {
            try (var statement = connection.createStatement()) {
              return statement.executeUpdate("DELETE FROM memories");
            }
          });
    }
  }
}
