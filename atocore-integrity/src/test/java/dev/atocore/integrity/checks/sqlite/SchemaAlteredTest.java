package dev.atocore.integrity.checks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.db.Migration;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.scan.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A schema that is not as the migrations made it is found. */
class SchemaAlteredTest extends ChecksContract {
  private static final StoreFile NONE = new StoreFile(Path.of("none"));

  SchemaAlteredTest(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void hashInTheCode_isThatOfWhatTheMigrationsMake() {
    assertThat(SchemaAltered.hash(SchemaAltered.ofNewStore(NONE))).isEqualTo(SchemaAltered.AS_MADE);
  }

  @Test
  void hash_seesEachObjectChangedAddedAndGone() {
    Map<String, String> made = SchemaAltered.ofNewStore(NONE);
    assertThat(made).hasSizeGreaterThan(30);
    for (String name : made.keySet()) {
      Map<String, String> changed = new TreeMap<>(made);
      changed.merge(name, " ", String::concat);
      Map<String, String> gone = new TreeMap<>(made);
      gone.remove(name);
      assertThat(SchemaAltered.hash(changed)).as(name).isNotEqualTo(SchemaAltered.AS_MADE);
      assertThat(SchemaAltered.hash(gone)).as(name).isNotEqualTo(SchemaAltered.AS_MADE);
    }
  }

  @Test
  void newStore_showsNoNotesOfTheBuild() {
    List<String> statements =
        Schema.at(NONE)
            .ofNewStore(
                connection -> {
                  List<String> all = new ArrayList<>();
                  Rows.forEach(
                      connection,
                      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL",
                      row -> all.add(row.getString(1)));
                  return all;
                });

    assertThat(statements).hasSizeGreaterThan(30).noneMatch(sql -> sql.contains("jooq"));
  }

  /** They ran the scripts as they are. */
  @Test
  void storesOfOlderReleases_differInTheNotesAlone() throws SQLException {
    List<Migration> migrations =
        fixture.store.transactions().read(inside -> inside.database().schema().migrations());
    Map<String, String> older;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
              + " checksum TEXT NOT NULL, applied_at TEXT NOT NULL)");
      for (Migration migration : migrations) {
        boolean digests = migration.name().endsWith("_digest") && migration.version() > 6;
        assertThat(migration.up()).contains(digests ? "row_digest" : "jooq");
        statement.executeUpdate(migration.up());
      }
      older = SchemaAltered.objects(connection);
    }
    Map<String, String> made = SchemaAltered.ofNewStore(NONE);
    made.keySet().removeIf(name -> name.startsWith("migration "));

    assertThat(older).isEqualTo(made);
  }

  @Test
  void schemaAltered_findsMissingChangedAndAdded() {
    other.run("DROP INDEX memories_status");
    other.run("DROP TRIGGER memories_content_hash");
    other.run(
        "CREATE TRIGGER memories_content_hash AFTER UPDATE OF content ON memories BEGIN SELECT 1;"
            + " END");
    other.run("CREATE TRIGGER spy AFTER INSERT ON memories BEGIN SELECT 1; END");
    other.run("CREATE TABLE of_another_program (x)");
    other.run("CREATE INDEX of_another ON memories (confidence)");

    assertSubjects(
        "schema-altered", "index memories_status", "trigger memories_content_hash", "trigger spy");
  }
}
