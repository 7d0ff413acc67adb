package dev.atocore.integrity.checks.sqlite;

import static dev.atocore.integrity.repair.PlannedSteps.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.StoreExtension;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairStep;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.repair.RepairPlan;
import dev.atocore.integrity.repair.RepairReport;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.scan.Rows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreExtension.class)
class RowDamagedTest {
  private final StoreFixture fixture;

  RowDamagedTest(StoreFixture fixture) {
    this.fixture = fixture.fill();
  }

  @Test
  void valueThatNoStatementChanged_isFound() {
    damage("source_documents", "title = 'Nodes'", "id = 'doc-1'");
    damage("source_chunks", "created_at = '1999' || substr(created_at, 5)", "id = 'chunk-2-3'");
    damage("project_state", "value = '\"2026-11-02\"'", "project = 'shop'");
    damage("projects", "name = 'The shoq'", "id = 'shop'");
    damage("schema_migrations", "applied_at = '1' || substr(applied_at, 2)", "version = 3");

    CheckResult check = fixture.run("row-damaged");

    assertThat(check.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(check.findings())
        .extracting(Finding::subject)
        .containsExactlyInAnyOrder(
            "source_documents/doc-1",
            "source_chunks/chunk-2-3",
            "project_state/shop/deploy/last",
            "projects/shop",
            "schema_migrations/3");
    assertThat(check.findings())
        .filteredOn(finding -> finding.subject().endsWith("doc-1"))
        .allSatisfy(finding -> assertThat(finding.mend()).contains("atocore source remove doc-1"));
  }

  @Test
  void whatOtherProgramsWrite_isNoDamage() {
    fixture.other.run("UPDATE source_documents SET title = 'Nodes'");
    fixture.other.run("UPDATE source_chunks SET ordinal = ordinal + 1, content = 'New.'");
    fixture.other.run("UPDATE project_state SET value = '1'");
    fixture.other.run("UPDATE projects SET name = 'Other'");
    fixture.other.run("INSERT INTO projects (id) VALUES ('theirs')");
    fixture.other.run(
        "INSERT OR REPLACE INTO project_state (project, category, key, value) VALUES ('shop',"
            + " 'deploy', 'last', '2')");

    assertThat(fixture.run("row-damaged").findings()).isEmpty();
  }

  @Test
  void anotherStorageClass_isFoundWhoeverWroteIt() {
    fixture.other.run("UPDATE source_documents SET title = CAST(title AS BLOB) WHERE id = 'doc-1'");
    fixture.other.run("UPDATE projects SET name = CAST('The shop' AS BLOB) WHERE id = 'shop'");

    assertThat(fixture.run("row-damaged").findings())
        .extracting(Finding::subject)
        .containsExactlyInAnyOrder("source_documents/doc-1", "projects/shop");
  }

  @Test
  void changeByAtoCore_keepsSoundRowsSound_andDamagedOnesDamaged() {
    damage("projects", "created_at = '1' || substr(created_at, 2)", "id = 'shop'");
    fixture.store.projects().add("shop", "The other shop");
    fixture.store.projects().add("field", null);
    fixture.store.projects().add("field", "A field");
    fixture.store.state().set("shop", "deploy", "last", "\"2026-11-03\"");

    assertThat(fixture.run("row-damaged").findings())
        .extracting(Finding::subject)
        .containsExactly("projects/shop");
  }

  @Test
  void valueWrittenAnew_isSound() {
    damage("project_state", "value = '\"2026-11-02\"'", "project = 'shop'");
    assertThat(fixture.run("row-damaged").count()).isEqualTo(1);

    fixture.store.state().set("shop", "deploy", "last", "\"2026-11-01\"");

    assertThat(fixture.run("row-damaged").count()).isZero();
  }

  @Test
  void repair_acceptsARowOnlyWhenToldToAdopt() {
    damage("projects", "name = 'The shoq'", "id = 'shop'");
    Repair repair = new Repair(fixture.store, fixture.fanOut);

    assertThat(steps(repair.plan("row-damaged", false))).isEmpty();
    RepairPlan plan = repair.plan("row-damaged", true);
    assertThat(steps(plan))
        .extracting(RepairStep::action)
        .containsExactly(RepairAction.ACCEPT_ROW);
    RepairReport report = repair.apply(plan, Repair.ACTOR, null);

    assertThat(report.after().findingsTotal()).isZero();
    assertThat(fixture.store.projects().find("shop").orElseThrow().name()).isEqualTo("The shoq");
  }

  @Test
  void numberOfChunksThatWouldComeBack_isFound() {
    for (String set :
        List.of("seq = 3", "seq = -1", "seq = 'x'", "seq = NULL", "name = 'source_chunkt'")) {
      fixture.other.run("DELETE FROM sqlite_sequence");
      fixture.other.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('source_chunks', 12)");
      assertThat(fixture.run("row-damaged").count()).isZero();
      fixture.other.run("UPDATE sqlite_sequence SET " + set);

      assertThat(fixture.run("row-damaged").findings())
          .as(set)
          .extracting(Finding::subject)
          .containsExactly("sqlite_sequence/source_chunks");
    }
  }

  /** As a bit that flips: no trigger sees it. */
  private void damage(String table, String set, String where) {
    String trigger = table + "_row_digest";
    List<String> sql =
        fixture
            .store
            .transactions()
            .outside(
                connection -> {
                  List<String> found = new ArrayList<>();
                  Rows.forEach(
                      connection,
                      "SELECT sql FROM sqlite_schema WHERE name = ?",
                      row -> found.add(row.getString(1)),
                      trigger);
                  return found;
                });
    fixture.other.run("DROP TRIGGER IF EXISTS " + trigger);
    assertThat(fixture.other.run("UPDATE " + table + " SET " + set + " WHERE " + where))
        .isEqualTo(1);
    sql.forEach(fixture.other::run);
  }
}
