package dev.atocore.core.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.search.SearchQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search index is made anew while others write, and what is cut off leaves nothing behind. */
class SearchIndexRenewalTest {
  private static final Change ANN = Change.by("ann");

  /** In a script without blanks, so that the index reads words that only Java can tell. */
  private static final String SERVER = "備份伺服器放在香港機房";

  @TempDir Path folder;
  private MemoryStore store;
  private final List<Memory> memories = new ArrayList<>();

  @BeforeEach
  void open() {
    store = MemoryStore.open(folder.resolve("store.db"));
    for (int i = 0; i < 60; i++) {
      memories.add(create("Pump " + i + " is green."));
    }
    memories.add(create(SERVER));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatChangesMeanwhile_isInIt() {
    run(
        "INSERT INTO memories_fts (memories_fts, rowid, content) VALUES ('delete', 11, 'Pump 10 is"
            + " green.')");
    SearchIndexRenewal renewal = renewal();
    renewal.begin();
    update(memories.get(1), "Changed before it was read.");
    renewal.catchUp();
    update(memories.get(0), "Changed once.");
    update(memories.get(0), "Changed twice.");
    update(memories.get(2), SERVER.replace("香港", "東京"));
    update(memories.get(60), "No longer of that script.");
    run("DELETE FROM memories WHERE id = '" + memories.get(3).id() + "'");
    create("Came later, 伺服器.");
    renewal.catchUp();
    update(memories.get(0), "Changed thrice.");
    renewal.end();

    assertSound();
    assertThat(found("thrice")).isEqualTo(1);
    assertThat(found("twice")).isZero();
    assertThat(found("東京")).isEqualTo(1);
    assertThat(found("香港")).isZero();
    assertThat(found("pump")).isEqualTo(56);
  }

  @Test
  void theIndexIsKeptAfterwards_asItWasBefore() {
    List<String> triggers =
        column("SELECT name || sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1");
    store.memories().renewSearchIndex();
    update(memories.get(5), "A valve.");
    update(memories.get(60), SERVER + "。");
    create("倉庫");

    assertSound();
    assertThat(column("SELECT name || sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1"))
        .isEqualTo(triggers);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void wordsThatAreWrong_areMended_howeverManyThereAre() {
    for (int i = 0; i < SearchWords.PIECE + 100; i++) {
      create("機房 " + i);
    }
    withoutTriggers("UPDATE memory_words SET words = 'other'");
    withoutTriggers("INSERT INTO memory_words (seq, words) VALUES (99999, 'nothing')");

    store.memories().renewSearchIndex();

    assertSound();
    assertThat(column("SELECT seq FROM memory_words WHERE words = 'other' OR seq = 99999"))
        .isEmpty();
    assertThat(found("機房")).isPositive();
  }

  @Test
  void whatWasCutOff_isTakenAwayByTheNext() {
    SearchIndexRenewal cut = renewal();
    cut.begin();
    cut.catchUp();
    update(memories.get(0), "Noted.");

    store.memories().renewSearchIndex();

    assertSound();
    assertThat(leftovers()).isEmpty();
    assertThatThrownBy(cut::catchUp).hasMessageContaining("another repair of the search index");
    assertSound();
  }

  /** The notes have contents as they were. */
  @Test
  void aRedaction_takesAwayWhatWasNoted() {
    SearchIndexRenewal cut = renewal();
    cut.begin();
    cut.catchUp();

    store.audit().redact(memories.get(0).id(), ANN);

    assertThat(leftovers()).isEmpty();
    assertSound();
  }

  @Test
  void aDamagedIndex_isReplaced() {
    run("UPDATE memories_fts_data SET block = zeroblob(length(block)) WHERE id > 10");

    store.memories().renewSearchIndex();

    assertSound();
    assertThat(found("pump")).isEqualTo(60);
  }

  private SearchIndexRenewal renewal() {
    return new SearchIndexRenewal(store.transactions());
  }

  private Memory create(String content) {
    return store
        .memories()
        .create(NewMemory.of(MemoryType.KNOWLEDGE, content).status(MemoryStatus.ACTIVE), ANN);
  }

  private void update(Memory memory, String content) {
    store.memories().update(memory.id(), MemoryPatch.none().content(content), ANN);
  }

  private int found(String query) {
    return store.memories().search(SearchQuery.of(query).limit(1000)).size();
  }

  private void assertSound() {
    assertThatCode(
            () ->
                run("INSERT INTO memories_fts (memories_fts, rank) VALUES ('integrity-check', 1)"))
        .doesNotThrowAnyException();
    assertThat(SearchWords.wrong(store.transactions())).isEmpty();
  }

  private List<String> leftovers() {
    return column(
        "SELECT name FROM sqlite_schema WHERE name GLOB 'memories_fts_new*' OR name GLOB"
            + " 'memories_fts_old*' OR name IN ('memories_fts_stale', 'memories_fts_renewal')");
  }

  private void withoutTriggers(String sql) {
    List<String> triggers =
        column(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = 'memory_words' AND type = 'trigger'");
    for (String name :
        column(
            "SELECT name FROM sqlite_schema WHERE tbl_name = 'memory_words' AND type ="
                + " 'trigger'")) {
      run("DROP TRIGGER " + name);
    }
    run(sql);
    triggers.forEach(this::run);
  }

  private void run(String sql) {
    store
        .transactions()
        .write(
            connection -> {
              execute(connection.jdbc(), sql);
              return true;
            });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> column(String sql) {
    return store
        .transactions()
        .read(
            connection -> {
              List<String> values = new ArrayList<>();
              try (Statement statement = connection.jdbc().createStatement();
                  ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                  values.add(rows.getString(1));
                }
              }
              return values;
            });
  }
}
