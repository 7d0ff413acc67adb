package dev.atocore.integrity.checks.routine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.RunOptions;
import org.junit.jupiter.api.Test;

/** What is planted in how a store is run is found. */
public abstract class RoutineChecksContract extends ChecksContract {
  protected RoutineChecksContract(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void rowsThatAreGoneSinceTheLastRun_areFoundOnce() {
    for (int i = 0; i < 30; i++) {
      fixture.store.projects().add("project-" + i, null);
    }
    assertThat(fixture.run("rows-shrunk").count()).as("nobody has counted yet").isZero();
    assertThat(fixture.integrity.run(RunOptions.all()).findingsTotal()).isZero();

    fixture.other.run("DELETE FROM projects WHERE id LIKE 'project-1%'");
    assertThat(fixture.run("rows-shrunk").count()).as("11 are not many").isZero();
    fixture.other.run("DELETE FROM projects WHERE id LIKE 'project-%'");

    assertThat(fixture.run("rows-shrunk").findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("projects");
              assertThat(finding.details().values())
                  .containsEntry("rows", 2L)
                  .containsEntry("rows_before", 32L);
            });
    fixture.integrity.run(RunOptions.all());
    assertThat(fixture.run("rows-shrunk").count()).as("told by that run").isZero();
  }

  @Test
  void runLate_findsARunThatWasCutOff() {
    fixture.integrity.run(RunOptions.all());
    assertSubjects("run-late");
    fixture
        .store
        .state()
        .set("atocore", "integrity", "run_started", "\"2020-01-01T00:00:00.000000Z\"");

    assertSubjects("run-late", "cut-off");
  }
}
