package dev.atocore.integrity.checks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.model.Memory;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.integrity.ChecksContract;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A search index that is not about the memories is found. */
class SearchIndexDriftTest extends ChecksContract {
  SearchIndexDriftTest(StoreFixture fixture) {
    super(fixture);
  }

  @Test
  void searchIndexDrift_findsMissingAndLeftOverRows() {
    Memory memory = fixture.active("Soon not found.");
    long seq = fixture.seq(memory);
    other.run(
        "INSERT INTO memories_fts (memories_fts, rowid, content) VALUES ('delete', ?, 'Soon not"
            + " found.')",
        seq);
    other.run("INSERT INTO memories_fts (rowid, content) VALUES (99999, 'never there')");

    assertSubjects("search-index-drift", "seq " + seq, "seq 99999");
  }

  @Test
  void searchIndexDrift_comparesTheWords() {
    Memory memory = fixture.active("Alpha.");
    String trigger = sql("memories_fts_update");
    other.run("DROP TRIGGER memories_fts_update");
    other.run("UPDATE memories SET content = 'Omega.' WHERE id = ?", memory.id());
    other.run(trigger);

    assertSubjects("search-index-drift", "contents");
  }

  /** FTS5 compares by way of a write, for which others would have to wait. */
  @Test
  void searchIndexDrift_comparesTheWordsBesideAWriter() throws SQLException {
    fixture.active("Alpha.");
    assertThat(lookBesideAWriter()).isEmpty();
    String trigger = sql("memories_fts_update");
    other.run("DROP TRIGGER memories_fts_update");
    other.run("UPDATE memories SET content = 'Omega.'");
    other.run(trigger);
    assertThat(lookBesideAWriter()).extracting(Finding::subject).containsExactly("contents");
  }

  @Test
  void searchIndexDrift_findsADamagedIndex() {
    for (int i = 0; i < 50; i++) {
      fixture.active("Pump " + i + " is green.");
    }
    other.run("INSERT INTO memories_fts (memories_fts) VALUES ('optimize')");
    other.run(
        "UPDATE memories_fts_data SET block = zeroblob(length(block))"
            + " WHERE id = (SELECT max(id) FROM memories_fts_data)");

    assertSubjects("search-index-drift", "contents");
  }

  @Test
  void searchIndexDrift_findsWordsThatAnotherProgramCouldNotMake() {
    Memory memory = fixture.active("備份伺服器放在香港機房");
    long seq = fixture.seq(memory);
    other.run("UPDATE memories SET content = '備份伺服器放在東京機房' WHERE id = ?", memory.id());
    assertSubjects("search-index-drift", "seq " + seq);
    fixture.store.memories().renewSearchIndex();
    assertSubjects("search-index-drift");
    assertThat(fixture.store.memories().search(SearchQuery.of("東京"))).hasSize(1);

    other.run("UPDATE memory_words SET words = '東京' WHERE seq = ?", seq);
    assertSubjects("search-index-drift", "seq " + seq);
    other.run("DELETE FROM memory_words");
    assertSubjects("search-index-drift", "seq " + seq);
    other.run("INSERT INTO memory_words (seq, words) VALUES (77777, 'nothing')");
    assertSubjects("search-index-drift", "seq " + seq, "seq 77777");
  }

  private List<Finding> lookBesideAWriter() throws SQLException {
    SearchIndexDrift check = new SearchIndexDrift();
    Findings findings = new Findings(check, 10, Set.of());
    try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + fixture.store.file());
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      check.run(new CheckContext(fixture.store, Instant.now(), true), findings);
    }
    return findings.kept();
  }

  private String sql(String name) {
    return fixture
        .store
        .transactions()
        .outside(
            connection -> {
              StringBuilder sql = new StringBuilder();
              Rows.forEach(
                  connection,
                  "SELECT sql FROM sqlite_schema WHERE name = ?",
                  row -> sql.append(row.getString(1)),
                  name);
              return sql.toString();
            });
  }
}
