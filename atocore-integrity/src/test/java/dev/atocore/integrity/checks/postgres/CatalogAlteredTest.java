package dev.atocore.integrity.checks.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.OnPostgres;
import dev.atocore.integrity.StoreFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is altered in the schema of a server is found. */
@OnPostgres
class CatalogAlteredTest extends ChecksContract {
  private static final String WRITE = "atocore.as-made";

  CatalogAlteredTest(StoreFixture fixture) {
    super(fixture);
  }

  /** After a new step of the schema, run this with {@code -Datocore.as-made=write}. */
  @Test
  void asMade_isWhatTheMigrationsMake() throws IOException {
    StringBuilder made = new StringBuilder();
    Map<String, CatalogAltered.Item> objects =
        fixture.store.transactions().outside(CatalogAltered::objects);
    objects.forEach((name, item) -> made.append(name).append('\t').append(item.is()).append('\n'));
    if ("write".equals(System.getProperty(WRITE))) {
      Files.writeString(
          Path.of("src/main/resources/dev/atocore/integrity/checks/postgres")
              .resolve(CatalogAltered.AS_MADE),
          made);
      return;
    }
    try (InputStream in = CatalogAltered.class.getResourceAsStream(CatalogAltered.AS_MADE)) {
      assertThat(made.toString()).isEqualTo(new String(in.readAllBytes(), UTF_8));
    }
    assertThat(objects).hasSizeGreaterThan(200);
  }

  @Test
  void whatIsMissingOrAltered_isFound() {
    other.run("DROP INDEX memories_status");
    other.run("ALTER TABLE memories ALTER COLUMN confidence SET DEFAULT 0.9");
    other.run("ALTER TABLE projects ADD COLUMN boss text");
    other.run("ALTER TABLE memories DISABLE TRIGGER memories_content_hash");
    other.run(
        "CREATE OR REPLACE FUNCTION atocore_digest_unknown() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$BEGIN RETURN new; END$$");
    other.run("CREATE RULE quiet AS ON INSERT TO recall DO INSTEAD NOTHING");
    other.run("ALTER TABLE source_documents ENABLE ROW LEVEL SECURITY");
    other.run("UPDATE schema_migrations SET checksum = 'x' WHERE version = 20");

    assertSubjects(
        "schema-altered",
        "index memories_status",
        "column memories.confidence",
        "column projects.boss",
        "trigger memories.memories_content_hash",
        "function atocore_digest_unknown",
        "rule recall.quiet",
        "table source_documents",
        "migration 20");
  }

  @Test
  void tablesAndIndexesOfOthers_areTheirs() {
    other.run("CREATE TABLE guests (id int PRIMARY KEY, name text)");
    other.run("CREATE INDEX guests_name ON guests (name)");
    other.run("CREATE INDEX memories_created ON memories (created_at)");
    other.run("CREATE FUNCTION guests_only() RETURNS int LANGUAGE sql AS 'SELECT 1'");

    assertSubjects("schema-altered");
  }
}
