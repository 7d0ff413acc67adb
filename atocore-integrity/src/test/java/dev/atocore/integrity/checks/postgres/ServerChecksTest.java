package dev.atocore.integrity.checks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.model.Memory;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.OnPostgres;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.repair.RepairPlan;
import dev.atocore.integrity.result.CheckResult;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What only a server has, and what it has in place of a file's own. */
@OnPostgres
class ServerChecksTest extends ChecksContract {
  ServerChecksTest(StoreFixture fixture) {
    super(fixture);
  }

  /** Every kind of row that carries a digest is there. */
  @Test
  void rowDamaged_findsNothingInWhatAtoCoreWrote() throws IOException {
    fixture.fillRecords();

    assertSubjects("row-damaged");
    assertSubjects("log-unguarded");
    assertSubjects("search-index-drift");
    assertSubjects("schema-altered");
  }

  @Test
  void rowDamaged_findsEachTable() throws IOException {
    fixture.fillRecords();
    other.run("UPDATE projects SET name = 'x' WHERE id = 'shop'");
    other.run("UPDATE project_state SET value = '1' WHERE category = 'deploy'");
    other.run("UPDATE source_documents SET title = 'x' WHERE id = 'doc-1'");
    other.run("UPDATE source_chunks SET ordinal = 9 WHERE id = 'chunk-1-1'");
    other.run("UPDATE memory_refusals SET actor = 'eve' WHERE id = 1");
    other.run("ALTER TABLE audit_gaps DISABLE TRIGGER USER");
    other.run("UPDATE audit_gaps SET note = 'x' WHERE id = 1");

    assertSubjects(
        "row-damaged",
        "projects/shop",
        "project_state/shop/deploy/last",
        "source_documents/doc-1",
        "source_chunks/chunk-1-1",
        "memory_refusals/1",
        "audit_gaps/1");
  }

  @Test
  void rowDamaged_isAccepted_butNotBesideTheLog() {
    other.run("UPDATE projects SET name = 'x' WHERE id = 'shop'");
    Repair repair = new Repair(fixture.store, fixture.fanOut);
    assertThat(repair.plan("row-damaged", false).size()).isZero();
    RepairPlan plan = repair.plan("row-damaged", true);
    assertThat(plan.size()).isEqualTo(1);

    repair.applyWithoutBackup(plan, Repair.ACTOR, null, made -> {});

    assertSubjects("row-damaged");
  }

  @Test
  void rowDamaged_findsNumbersThatWouldComeBack() {
    other.run("ALTER TABLE source_chunks ALTER COLUMN seq RESTART WITH 3");

    assertSubjects("row-damaged", "sequence/source_chunks");
  }

  @Test
  void storeCorrupt_saysWhatCannotBeLookedAt_orFindsABrokenIndex() {
    CheckResult healthy = fixture.run("store-corrupt");
    assertSubjects(healthy);
    if (healthy.note() != null && healthy.note().contains("amcheck is not there")) {
      return;
    }
    // An index whose order changes under it is damaged as one on a broken disk is.
    other.run(
        "CREATE FUNCTION turned(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS"
            + " 'SELECT CASE WHEN $1 < $2 THEN -1 WHEN $1 > $2 THEN 1 ELSE 0 END'");
    other.run(
        "CREATE OPERATOR CLASS turned_ops FOR TYPE text USING btree AS OPERATOR 1 <, OPERATOR 2 <=,"
            + " OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 turned(text, text)");
    other.run("CREATE INDEX turned_index ON memories (content turned_ops)");
    assertSubjects("store-corrupt");
    other.run(
        "CREATE OR REPLACE FUNCTION turned(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS"
            + " 'SELECT CASE WHEN $1 < $2 THEN 1 WHEN $1 > $2 THEN -1 ELSE 0 END'");

    CheckResult check = fixture.run("store-corrupt");

    assertSubjects(check, "index turned_index");
    assertThat(check.findings().get(0).details().message()).contains("item order invariant");
    RepairPlan plan = new Repair(fixture.store, fixture.fanOut).plan("store-corrupt", false);
    new Repair(fixture.store, fixture.fanOut)
        .applyWithoutBackup(plan, Repair.ACTOR, null, made -> {});
    assertSubjects("store-corrupt");
  }

  @Test
  void indexInvalid_findsOneThatWasNotFinished() {
    other.run(
        "UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = to_regclass('memories_user')");

    assertSubjects("index-invalid", "memories_user");
  }

  @Test
  void logUnguarded_findsGuardsThatAreOffOrPassedBy() {
    other.run("ALTER TABLE key_events DISABLE TRIGGER key_events_no_delete");
    other.run("ALTER TABLE audit_record ENABLE TRIGGER audit_record_no_truncate");
    other.run("DROP TRIGGER audit_tile_only_grows ON audit_tile");

    assertSubjects(
        "log-unguarded", "key_events/DELETE", "audit_record/TRUNCATE", "audit_tile/UPDATE");
  }

  @Test
  void logUnguarded_findsRightsThatAreTooMany() {
    String role = "r" + UUID.randomUUID().toString().replace("-", "");
    other.run("CREATE ROLE " + role);
    try {
      other.run("GRANT SELECT, INSERT, UPDATE, DELETE ON memory_audit TO " + role);
      other.run("GRANT UPDATE (actor) ON audit_gaps TO " + role);
      other.run("GRANT UPDATE ON audit_extent TO " + role);
      other.run("GRANT TRUNCATE ON audit_extent TO PUBLIC");

      assertSubjects(
          "log-unguarded",
          "memory_audit/UPDATE/" + role,
          "memory_audit/DELETE/" + role,
          "audit_gaps/UPDATE/" + role,
          "audit_extent/TRUNCATE/PUBLIC");
    } finally {
      other.run("DROP OWNED BY " + role);
      other.run("DROP ROLE " + role);
    }
  }

  @Test
  void foreignKeyBroken_findsDocumentsOfNoProject_andTablesOfOthers() {
    other.run("UPDATE source_documents SET project = 'ghost' WHERE id IN ('doc-1', 'doc-2')");
    other.run("CREATE TABLE guests (name text, memory bigint REFERENCES memories (seq))");
    other.run("INSERT INTO guests VALUES ('ann', 77777), ('bob', NULL)");

    assertSubjects(
        "foreign-key-broken", "source_documents/ghost/projects", "guests/77777/memories");
  }

  @Test
  void searchIndexDrift_findsWordsThatAnotherProgramCouldNotMake() {
    Memory memory = fixture.active("備份伺服器放在香港機房");
    Memory plain = fixture.active("Plain words.");
    assertSubjects("search-index-drift");
    other.run("UPDATE memories SET content = '備份伺服器放在東京機房' WHERE id = ?", memory.id());
    other.run("UPDATE memories SET words = 'other' WHERE id = ?", plain.id());

    assertSubjects("search-index-drift", "seq " + fixture.seq(memory), "seq " + fixture.seq(plain));
    rebuild();
    assertSubjects("search-index-drift");
    assertThat(fixture.store.memories().search(SearchQuery.of("東京"))).hasSize(1);
  }

  /** The server does not look again at rows that were written before. */
  @Test
  void searchIndexDrift_findsWordsOfAnotherConfiguration() {
    Memory memory = fixture.active("Running tests.");
    assertThat(fixture.store.memories().search(SearchQuery.of("run"))).hasSize(1);
    other.run("ALTER TEXT SEARCH CONFIGURATION atocore ALTER MAPPING FOR asciiword WITH simple");
    other.run("UPDATE memories SET words = words WHERE id = ?", memory.id());
    other.run(
        "ALTER TEXT SEARCH CONFIGURATION atocore ALTER MAPPING FOR asciiword WITH atocore_stem");

    assertSubjects("schema-altered");
    assertSubjects("search-index-drift", "seq " + fixture.seq(memory));
    rebuild();
    assertSubjects("search-index-drift");
    assertThat(fixture.store.memories().search(SearchQuery.of("run"))).hasSize(1);
  }

  @Test
  void transactionsRunOut_findsAnAgeAboveItsLimit() throws SQLException {
    assertSubjects("transactions-run-out");

    assertThat(find(new TransactionsRunOut(-1)))
        .extracting(Finding::subject)
        .containsExactly("transactions", "multixacts");
  }

  @Test
  void replicaBehind_findsASlotThatNobodyReads() throws SQLException {
    String slot = "s" + UUID.randomUUID().toString().replace("-", "");
    other.run("SELECT pg_create_physical_replication_slot('" + slot + "', TRUE)");
    try {
      fixture.active("Written after the slot was made.");
      assertSubjects("replica-behind");

      assertThat(find(new ReplicaBehind(Duration.ofMinutes(5), 0)))
          .extracting(Finding::subject)
          .contains("slot " + slot);
    } finally {
      other.run("SELECT pg_drop_replication_slot('" + slot + "')");
    }
  }

  private void rebuild() {
    fixture.store.memories().renewSearchIndex();
  }

  private List<Finding> find(IntegrityCheck check) throws SQLException {
    Findings findings = new Findings(check, 100, Set.of());
    check.run(new CheckContext(fixture.store, Instant.now(), true), findings);
    assertThat(fixture.store.location()).isInstanceOf(StoreUrl.class);
    return findings.kept();
  }
}
