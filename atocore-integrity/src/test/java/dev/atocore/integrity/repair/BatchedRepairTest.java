package dev.atocore.integrity.repair;

import static dev.atocore.integrity.repair.PlannedSteps.steps;
import static dev.atocore.integrity.repair.PlannedSteps.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.integrity.OtherProgram;
import dev.atocore.integrity.StoreExtension;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairStep;
import dev.atocore.integrity.repair.RepairReport.Counts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A repair is made in batches: what of it is whole when it is cut off, and how it goes on. */
@ExtendWith(StoreExtension.class)
class BatchedRepairTest {
  /** More than a batch. */
  private static final int MANY = 600;

  private final StoreFixture fixture;
  private final OtherProgram other;
  private final Repair repair;

  BatchedRepairTest(StoreFixture fixture) {
    this.fixture = fixture.fill();
    other = fixture.other;
    repair = new Repair(fixture.store, fixture.fanOut);
  }

  @Test
  void cutOff_isFinishedByTheSamePlan_andMakesNothingTwice() throws IOException {
    String first = drifted("First.");
    String second = drifted("Second.");
    RepairPlan plan = repair.plan("memory-drift", false);
    RepairPlan saved = RepairPlan.read(new ByteArrayInputStream(written(plan)));
    assertThat(repair.apply(firstOf(plan), Repair.ACTOR, null).counts())
        .isEqualTo(new Counts(1, 0, 0, 0, null));

    RepairReport report = repair.apply(saved, Repair.ACTOR, null);

    assertThat(report.counts()).isEqualTo(new Counts(1, 1, 0, 0, null));
    assertThat(report.after().findingsTotal()).isZero();
    for (String id : List.of(first, second)) {
      assertThat(fixture.store.audit().history(id))
          .extracting(AuditEntry::action)
          .containsExactly("created", "reverted");
    }
  }

  @Test
  void doneBefore_makesNoCopyAgain() {
    drifted("Once.");
    RepairPlan plan = repair.plan("memory-drift", false);
    assertThat(repair.apply(plan, Repair.ACTOR, null).backup()).isNotNull();

    RepairReport again = repair.apply(plan, Repair.ACTOR, null);

    assertThat(again.counts()).isEqualTo(new Counts(0, 1, 0, 0, null));
    assertThat(again.backup()).isNull();
  }

  @Test
  void finishedPlan_knowsProjectsDocumentsAndRows_thatItMade() {
    other.run(
        "INSERT INTO project_state (project, category, key, value) VALUES ('ghost', 'a', 'k',"
            + " '1')");
    other.run("DELETE FROM source_documents WHERE id = 'doc-1'");
    for (String check : List.of("state-of-missing-project", "orphan-source-chunk")) {
      RepairPlan plan = repair.plan(check, false);
      assertThat(repair.apply(plan, Repair.ACTOR, null).counts().made()).as(check).isPositive();

      assertThat(repair.apply(plan, Repair.ACTOR, null).counts())
          .as(check)
          .isEqualTo(new Counts(0, plan.size(), 0, 0, null));
    }
  }

  @Test
  void mendedAndThenChangedAgain_isNotMendedByTheOldPlan() {
    String id = drifted("Mended.");
    RepairPlan plan = repair.plan("memory-drift", false);
    repair.apply(plan, Repair.ACTOR, null);
    other.run("UPDATE memories SET content = 'New drift.' WHERE id = ?", id);

    RepairReport again = repair.apply(plan, Repair.ACTOR, null);

    assertThat(again.counts().made()).isZero();
    assertThat(again.after().findingsTotal()).isEqualTo(1);
  }

  @Test
  void rowThatChangesMeanwhile_isLeft_andTheOthersAreMade() {
    plantDangling();
    RepairPlan plan = repair.plan("dangling-source-chunk", false);
    List<RepairStep> steps = steps(plan);
    String last = steps.get(steps.size() - 1).subject();
    List<Long> seen = new ArrayList<>();

    RepairReport report =
        repair.apply(
            plan,
            Repair.ACTOR,
            MANY,
            done -> {
              if (seen.isEmpty()) {
                other.run("UPDATE memories SET confidence = 0.9 WHERE id = ?", last);
              }
              seen.add(done);
            });

    assertThat(seen).containsExactly(500L, 600L);
    assertThat(report.counts()).isEqualTo(new Counts(MANY - 1, 0, 1, 0, null));
    assertThat(report.after().findingsTotal()).isEqualTo(1);
    assertThat(fixture.store.memories().get(last).sourceChunkId()).isEqualTo("gone");
  }

  @Test
  void oneStaleRow_stopsTheWholePlan_beforeTheFirstBatch() {
    plantDangling();
    RepairPlan plan = repair.plan("dangling-source-chunk", false);
    List<RepairStep> steps = steps(plan);
    other.run(
        "UPDATE memories SET confidence = 0.9 WHERE id = ?",
        steps.get(steps.size() - 1).subject());

    assertThatThrownBy(() -> repair.apply(plan, Repair.ACTOR, MANY))
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("plan_stale"));

    assertThat(fixture.run("dangling-source-chunk").count()).isEqualTo(MANY);
    assertThat(fixture.folder.toFile().list((folder, name) -> name.contains("before-repair")))
        .isEmpty();
  }

  @Test
  void stepThatIsNotPossible_isToldAndLeavesItsNeighbours() {
    drifted("Possible.");
    RepairPlan plan = repair.plan("memory-drift", false);
    List<RepairStep> steps = new ArrayList<>();
    steps.add(new RepairStep(RepairAction.RESTORE, "never-was", null, ""));
    steps.addAll(steps(plan));

    RepairReport report =
        repair.apply(
            RepairPlan.of(plan.checkId(), plan.createdAt(), steps, 0), Repair.ACTOR, null);

    assertThat(report.counts().made()).isEqualTo(1);
    assertThat(report.counts().refused()).isEqualTo(1);
    assertThat(report.counts().refusal()).contains("never-was").contains("does not know");
    assertThat(report.after().findingsTotal()).isZero();
  }

  @Test
  void planOfAnyLength_isReadInOrder_byTwoReadersAtOnce() throws IOException {
    List<RepairStep> steps = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      String target = i % 3 == 0 ? "t\u00e9-" + i : null;
      steps.add(new RepairStep(RepairAction.SUPERSEDE, "memory " + i, target, "hash " + i));
    }
    try (RepairPlan plan = RepairPlan.of("duplicate-active-memory", "now", steps, 7)) {
      assertThat(plan.size()).isEqualTo(steps.size());
      StepFile.Steps one = plan.open();
      StepFile.Steps two = plan.open();
      for (RepairStep step : steps) {
        assertThat(one.next()).isEqualTo(step);
        assertThat(two.next()).isEqualTo(step);
      }
      assertThat(one.next()).isNull();
      try (RepairPlan read = RepairPlan.read(new ByteArrayInputStream(written(plan)))) {
        assertThat(steps(read)).isEqualTo(steps);
        assertThat(read.left()).isEqualTo(7);
      }
    }
  }

  @Test
  void planOfManyFindings_hasAStepForEach() {
    plantDangling();

    assertThat(steps(repair.plan("dangling-source-chunk", false)))
        .hasSize(MANY)
        .extracting(RepairStep::subject)
        .doesNotHaveDuplicates();
    List<Long> withoutProject = new ArrayList<>();
    other.run("UPDATE memories SET project = 'unheard-of' WHERE source_chunk_id = 'gone'");
    fixture
        .store
        .transactions()
        .outside(
            connection -> {
              Rows.forEach(
                  connection,
                  "SELECT count(*) FROM memories WHERE project = 'unheard-of'",
                  row -> withoutProject.add(row.getLong(1)));
              return true;
            });
    assertThat(withoutProject).containsExactly((long) MANY);
    RepairPlan plan = repair.plan("memory-of-missing-project", false);
    assertThat(steps(plan)).hasSize(1);
    assertThat(plan.left()).isZero();
  }

  private String drifted(String text) {
    String id = fixture.active(text).id();
    other.run("UPDATE memories SET content = content || ' Drifted.' WHERE id = ?", id);
    return id;
  }

  private void plantDangling() {
    for (int i = 0; i < MANY; i++) {
      other.run(
          "INSERT INTO memories (id, type, content, source_chunk_id) VALUES (?, 'knowledge', ?,"
              + " 'gone')",
          "m-" + i,
          "Says " + i);
    }
  }

  private static RepairPlan firstOf(RepairPlan plan) {
    return RepairPlan.of(plan.checkId(), plan.createdAt(), steps(plan).subList(0, 1), 0);
  }
}
