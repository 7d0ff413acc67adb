package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.checks.sqlite.SearchIndexDrift;
import dev.atocore.integrity.checks.sqlite.StoreCorrupt;
import dev.atocore.integrity.scan.Rows;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A connection that has used a search index remembers how it is laid out. The checks here run on
 * that very connection, after another has laid it out anew.
 */
@ExtendWith(StoreExtension.class)
class RebuiltIndexTest {
  private final StoreFixture fixture;

  RebuiltIndexTest(StoreFixture fixture) {
    this.fixture = fixture.fill();
    fixture.other.run("CREATE VIRTUAL TABLE notes_index USING fts5 (text)");
    for (int i = 0; i < 3; i++) {
      fixture.other.run("INSERT INTO notes_index (text) VALUES ('a note')");
    }
    use("memories_fts", "stands");
    use("notes_index", "note");
  }

  @Test
  void indexesMergedByAnother_areNotDamaged() throws Exception {
    fixture.other.run("INSERT INTO memories_fts (memories_fts) VALUES ('optimize')");
    fixture.other.run("INSERT INTO notes_index (notes_index) VALUES ('optimize')");

    assertThat(look(new StoreCorrupt()).kept()).isEmpty();
    use("memories_fts", "stands");
    fixture.other.run("INSERT INTO memories_fts (memories_fts) VALUES ('rebuild')");
    assertThat(look(new SearchIndexDrift()).kept()).isEmpty();
  }

  @Test
  void damagedIndexOfAnotherProgram_isFound() throws Exception {
    fixture.other.run("UPDATE notes_index_data SET block = x'00' WHERE id > 10");

    assertThat(look(new StoreCorrupt()).kept())
        .extracting(Finding::subject)
        .singleElement()
        .asString()
        .contains("notes_index");
  }

  private void use(String index, String word) {
    fixture
        .store
        .transactions()
        .outside(
            connection -> {
              int[] rows = new int[1];
              Rows.forEach(
                  connection,
                  "SELECT rowid FROM " + index + " WHERE " + index + " MATCH ?",
                  row -> rows[0]++,
                  word);
              assertThat(rows[0]).isPositive();
              return true;
            });
  }

  private Findings look(IntegrityCheck check) throws Exception {
    Findings findings = new Findings(check, 20, Set.of());
    check.run(new CheckContext(fixture.store, Instant.now(), false), findings);
    return findings;
  }
}
