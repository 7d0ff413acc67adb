package dev.atocore.core.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.db.Migration;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.schema.StepsBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No evidence goes with a step back unless that is said, and none that an older atocore needs. */
class StepsBackTest {
  private static final Change ANN = Change.by("ann");
  private static final List<Migration> STEPS = new SqliteSchema(Path.of("none")).migrations();
  private static final int LATEST = STEPS.get(STEPS.size() - 1).version();

  @TempDir Path folder;

  @Test
  void entriesOfTheSecondForm_areNotLeftToWhoCannotVerifyThem() {
    Path ofSomebody =
        store(store -> store.memories().create(fact("Tea").owner(Owner.NONE.user("bob")), ANN));
    assertStops(ofSomebody, 13, "(1)", "alter");

    Path claimed = store(store -> store.memories().create(fact("Tea"), ANN.onBehalfOf("claude")));
    assertStops(claimed, 13, "on", "alter");
  }

  @Test
  void whatAnOlderRowCannotSay_isKept() {
    Path file =
        store(
            store ->
                store.memories().create(fact("Tea").metadata(Metadata.of(Map.of("a", "b"))), ANN));

    assertStops(file, 12, "(1)", "metadata");
  }

  @Test
  void keys_areNotForgotten() {
    Path file = store(store -> store.keys().add("bot", Role.READER, Scope.ALL, null, ANN));

    assertStops(file, 16, "events of keys", "everybody");
  }

  @Test
  void erasuresOnRecord_areKept() {
    Path file =
        store(
            store -> {
              String id = store.memories().create(fact("Tea"), ANN).id();
              store.audit().redact(id, ANN);
            });

    assertStops(file, 4, "(1)", "alter");
    assertThat(Schema.at(file).rollback(4).gone())
        .extracting(StepsBack.Gone::step, StepsBack.Gone::rows)
        .containsExactly(tuple(15, 1L), tuple(10, 1L));
    Schema.at(file).migrate(null);
    assertSound(file);
  }

  @Test
  void entriesThatWait_areNotLeftToWhoCannotReadThem() throws IOException {
    Path file = store(store -> store.memories().create(fact("Tea"), ANN));
    Files.writeString(file.resolveSibling(file.getFileName() + ".audit-spool.ndjson"), "{}\n");

    assertThatThrownBy(() -> Schema.at(file).rollback(STEPS.get(STEPS.size() - 2).version()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("atocore audit replay");
  }

  @Test
  void theWholeLog_isSaidToBeGone() {
    Path file =
        store(
            store -> {
              String id = store.memories().create(fact("Tea"), ANN).id();
              store.memories().reject(id, ANN);
            });

    StepsBack steps = Schema.at(file).rollback(1);

    assertThat(steps.version()).isEqualTo(1);
    assertThat(steps.gone())
        .contains(new StepsBack.Gone(2, "entries of the audit log", 2))
        .contains(new StepsBack.Gone(15, "refusals", 1));
  }

  /** A step up and down again leaves every table, index and trigger as it was. */
  @Test
  void eachStep_isTakenBackWhole() {
    Path file = folder.resolve("steps.db");
    Schema.at(file).create();
    Schema.at(file).rollback(0);
    int under = 0;
    for (Migration step : STEPS) {
      String before = schema(file);
      Schema.at(file).migrate(step.version());
      Schema.at(file).rollback(under);
      assertThat(schema(file)).as(step.name()).isEqualTo(before);
      Schema.at(file).migrate(step.version());
      under = step.version();
    }
  }

  @Test
  void stepsThatThereAreNot_areNotOffered() {
    Path file = folder.resolve("gap.db");
    Schema.at(file).create();

    assertThatThrownBy(() -> Schema.at(file).rollback(22)).hasMessageContaining("0 to 20, or 24");
    assertThatThrownBy(() -> Schema.at(file).migrate(23)).hasMessageContaining("0 to 20, or 24");
  }

  private static void assertStops(Path file, int step, String... words) {
    assertThatThrownBy(() -> Schema.at(file).rollback(step - 1))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("schema_needed"))
        .message()
        .contains("below schema version " + step, "db restore")
        .contains(words)
        .doesNotContain("\n");
    assertThat(Schema.at(file).status().version()).isEqualTo(LATEST);
    assertSound(file);
  }

  private static void assertSound(Path file) {
    try (MemoryStore store = MemoryStore.open(file)) {
      assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
    }
  }

  private static NewMemory fact(String content) {
    return NewMemory.of(MemoryType.KNOWLEDGE, content);
  }

  private Path store(Consumer<MemoryStore> life) {
    try {
      Path file = Files.createTempDirectory(folder, "s").resolve("store.db");
      try (MemoryStore store = MemoryStore.open(file)) {
        life.accept(store);
      }
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String schema(Path file) {
    StringBuilder text = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, sql FROM sqlite_schema WHERE name <> 'schema_migrations' ORDER BY"
                    + " type, name")) {
      while (rows.next()) {
        text.append(rows.getString(1)).append(' ').append(rows.getString(2)).append('\n');
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }
}
