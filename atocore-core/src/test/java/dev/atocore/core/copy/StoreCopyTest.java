package dev.atocore.core.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.choice.Databases;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.RefusedBeforeException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store copied from a file to PostgreSQL and back, whatever comes between. */
class StoreCopyTest {
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private Path first;
  private StoreUrl server;

  @BeforeEach
  void places() {
    first = folder.resolve("first.db");
    server = new StoreUrl(PostgresServer.newSchema(), folder.resolve("state"));
  }

  private static CopyReport copy(StoreLocation from, StoreLocation to) {
    try (MemoryStore source = MemoryStore.open(StoreOptions.of(from).existingOnly())) {
      return new StoreCopy(source, to).run((what, done, of) -> {}, problem -> {});
    }
  }

  private CopyReport copy(Path from, StoreLocation to) {
    return copy(new StoreFile(from), to);
  }

  /** A new table or column is copied, or somebody has said why not. */
  @Test
  void tables_ofBothKinds_areTheSame() throws Exception {
    StoreFile file = new StoreFile(first);
    Schema.at(file).create();
    Schema.at(server).create();
    List<Set<String>> found = new ArrayList<>();
    for (StoreLocation place : List.of(file, server)) {
      Database database = Databases.at(place);
      try (Connection connection = database.connect(Duration.ofSeconds(5))) {
        Set<String> columns = new TreeSet<>();
        for (TableShape table : database.transfer().tables(connection)) {
          assertThat(table.keys()).as(table.name()).isNotEmpty();
          for (TableShape.Column column : table.columns()) {
            assertThat(column.kind()).as(table + "").isNotEqualTo(TableShape.Kind.OTHER);
            columns.add(table.name() + "." + column.name() + " " + column.kind());
          }
        }
        found.add(columns);
      }
    }
    assertThat(found.get(0)).hasSizeGreaterThan(100).isEqualTo(found.get(1));
  }

  @Test
  void everyRow_goesToPostgresAndBack_unchanged() throws Exception {
    FullStore.make(first, 2500);
    assertThat(FullStore.emptyTables(first)).isEmpty();
    Path back = folder.resolve("back.db");
    Path again = folder.resolve("again.db");

    CopyReport there = copy(first, server);
    CopyReport home = copy(server, new StoreFile(back));
    copy(back, new StoreFile(again));

    assertThat(there.ok()).isTrue();
    assertThat(there.rows("memories")).isGreaterThan(2500);
    assertThat(there.tree().size()).isGreaterThan(2500);
    assertThat(home.tables()).isEqualTo(there.tables());
    assertThat(home.tree()).isEqualTo(there.tree());
    assertThat(FullStore.differences(first, back)).isEmpty();
    assertThat(FullStore.differences(first, again)).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back)))
        .isEqualTo("rw-------");
    for (StoreLocation place : List.of(server, new StoreFile(back))) {
      try (MemoryStore copy = MemoryStore.open(StoreOptions.of(place).existingOnly())) {
        assertThat(copy.memories().search(SearchQuery.of("東京").limit(5))).isNotNull();
        assertThat(copy.memories().search(SearchQuery.of("UMLAUTEN"))).hasSize(1);
        assertThatThrownBy(
                () ->
                    copy.memories()
                        .create(
                            NewMemory.of(MemoryType.KNOWLEDGE, "Never again!").project("garden"),
                            ANN))
            .isInstanceOf(RefusedBeforeException.class);
        copy.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "goes on"), ANN);
        assertThat(copy.audit().verify(null, problem -> {}).ok()).isTrue();
      }
    }
    assertGuarded(server);
  }

  /** The copy is as append-only as a store that was never copied. */
  private static void assertGuarded(StoreUrl store) throws SQLException {
    try (Connection connection = DriverManager.getConnection(store.url());
        Statement sql = connection.createStatement()) {
      for (String statement :
          List.of(
              "UPDATE memory_audit SET actor = 'x'",
              "DELETE FROM audit_record",
              "TRUNCATE memory_audit",
              "INSERT INTO source_chunks (id, document_id, content) VALUES ('x', 'none', 'x')")) {
        assertThatThrownBy(() -> sql.executeUpdate(statement))
            .as(statement)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void driftIsCopied_andTamperingIsTold() {
    FullStore.make(first, 0);
    FullStore.execute(
        first,
        "INSERT INTO project_state (project, category, key, value) VALUES ('nobody', 'a', 'b',"
            + " 'x')",
        "INSERT INTO source_chunks (id, document_id, content) VALUES ('lost', 'none', 'an orphan')",
        "UPDATE memories SET project = 'none' WHERE content LIKE 'after%'");
    Path back = folder.resolve("back.db");

    CopyReport report = copy(first, server);
    copy(server, new StoreFile(back));

    assertThat(report.ok()).isFalse();
    assertThat(report.log().problems()).isEqualTo(1);
    assertThat(FullStore.differences(first, back)).isEmpty();
  }

  @Test
  void whatPostgresCannotHold_isNamed_andMendedTheCopyGoesOn() {
    FullStore.make(first, 0);
    FullStore.execute(
        first, "UPDATE source_documents SET title = CAST(x'0041' AS TEXT) WHERE id = 'd1'");

    assertThatThrownBy(() -> copy(first, server))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the row d1 of source_documents has in title the character NUL");
    assertThatThrownBy(() -> MemoryStore.open(StoreOptions.of(server)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("copy_unfinished"));

    FullStore.execute(first, "UPDATE source_documents SET title = 'A' WHERE id = 'd1'");
    assertThat(copy(first, server))
        .extracting(CopyReport::resumed, CopyReport::ok)
        .containsExactly(true, true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killedAnywhere_andTheSourceGoneOn_isFinishedByTheNextRun(boolean toFile) throws Exception {
    FullStore.make(first, 3000);
    StoreLocation target = toFile ? new StoreFile(folder.resolve("target.db")) : server;
    int killed = 0;
    for (int at = 1; at <= 46; at += 5) {
      killed += killed(target, at) ? 1 : 0;
      if (at == 21) {
        assertThatThrownBy(() -> copy(server, target)).isInstanceOf(AtoCoreException.class);
        try (MemoryStore store = MemoryStore.open(first)) {
          store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "came between"), ANN);
          store.sources().remove("d1");
          store.state().set("garden", "a", "b", "{\"n\":2}");
        }
      }
    }
    assertThat(killed).isGreaterThan(5);

    CopyReport report = copy(first, target);

    assertThat(report.ok()).isTrue();
    Path back = folder.resolve("back.db");
    copy(target, new StoreFile(back));
    assertThat(FullStore.differences(first, back)).isEmpty();
    assertThatThrownBy(() -> copy(first, target)).hasMessageContaining("holds something already");
  }

  /** Whether a process could be killed at that step of its copy. */
  private boolean killed(StoreLocation target, int step) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Copying.class.getName(),
                first.toString(),
                target instanceof StoreUrl url ? url.url() : target.toString(),
                folder.resolve("state").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader()) {
      int seen = 0;
      while (seen < step && said.readLine() != null) {
        seen++;
      }
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return seen == step;
    } catch (IOException e) {
      return false;
    }
  }

  /** Copies, and says each step. */
  static final class Copying {
    private Copying() {}

    public static void main(String[] arguments) {
      StoreLocation target =
          arguments[1].startsWith("jdbc:")
              ? new StoreUrl(arguments[1], Path.of(arguments[2]))
              : new StoreFile(Path.of(arguments[1]));
      try (MemoryStore source = MemoryStore.open(Path.of(arguments[0]))) {
        new StoreCopy(source, target)
            .run((what, done, of) -> System.out.println(what), problem -> {});
      }
    }
  }

  @Test
  void targetThatHoldsAnything_isLeftAlone() throws Exception {
    FullStore.make(first, 0);
    Path used = folder.resolve("used.db");
    try (MemoryStore store = MemoryStore.open(used)) {
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "mine"), ANN);
    }
    byte[] before = Files.readAllBytes(used);

    assertThatThrownBy(() -> copy(first, new StoreFile(used)))
        .hasMessageContaining("holds something already (in the table memor");
    assertThat(Files.readAllBytes(used)).isEqualTo(before);
    assertThatThrownBy(() -> copy(first, new StoreFile(first)))
        .isInstanceOf(InvalidInputException.class);

    try (Connection connection = DriverManager.getConnection(server.url());
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE notes (x text)");
    }
    assertThatThrownBy(() -> copy(first, server)).hasMessageContaining("holds something already");

    Path free = folder.resolve("free.db");
    Files.writeString(folder.resolve("free.db.audit-spool.ndjson"), "{}\n");
    assertThatThrownBy(() -> copy(first, new StoreFile(free)))
        .hasMessageContaining("move that file away");
    assertThat(free).doesNotExist();
  }

  @Test
  void storeThatNobodyHasUsed_isTaken() {
    FullStore.make(first, 0);
    Schema.at(server).create();

    assertThat(copy(first, server).ok()).isTrue();
  }
}
