package dev.atocore.integrity.checks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A schema that is not as the migrations made it is found. */
class SchemaAlteredTest extends ChecksContract {
  SchemaAlteredTest(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void hashInTheCode_isThatOfWhatTheMigrationsMake() {
    assertThat(SchemaAltered.hash(SchemaAltered.ofNewStore(new StoreFile(Path.of("none")))))
        .isEqualTo(SchemaAltered.AS_MADE);
  }

  @Test
  void hash_seesEachObjectChangedAddedAndGone() {
    Map<String, String> made = SchemaAltered.ofNewStore(new StoreFile(Path.of("none")));
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
  void schemaAltered_findsMissingChangedAndAdded() {
    other.run("DROP INDEX memories_status");
    other.run("DROP TRIGGER memories_content_hash");
    other.run(
        "CREATE TRIGGER memories_content_hash AFTER UPDATE OF content ON memories BEGIN SELECT 1; END");
    other.run("CREATE TRIGGER spy AFTER INSERT ON memories BEGIN SELECT 1; END");
    other.run("CREATE TABLE of_another_program (x)");
    other.run("CREATE INDEX of_another ON memories (confidence)");

    assertSubjects(
        "schema-altered", "index memories_status", "trigger memories_content_hash", "trigger spy");
  }
}
