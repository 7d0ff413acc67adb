package dev.atocore.core.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.sql.RowDigest;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.Migration;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.schema.SchemaStatus;
import dev.atocore.core.schema.StepsBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  private static final List<Migration> STEPS = new SqliteSchema(Path.of("none")).migrations();
  private static final int LATEST = STEPS.get(STEPS.size() - 1).version();

  @TempDir Path folder;

  @Test
  void newStore_isPrivateAndCurrent() throws IOException {
    Path file = folder.resolve("deep").resolve("store.db");
    MemoryStore.open(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    SchemaStatus status = Schema.at(file).status();
    assertThat(status.version()).isEqualTo(status.latest());
    assertThat(status.applied()).allMatch(SchemaStatus.AppliedMigration::sameScript);
    assertThat(status.pending()).isEmpty();
  }

  @Test
  void manyAtOnce_makeOneStore_andNoneSeesItHalfMade() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        Path file = folder.resolve("round-" + round + ".db");
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          counts.add(
              threads.submit(
                  () -> {
                    try (MemoryStore store = MemoryStore.open(file)) {
                      return store.memories().count(MemoryFilter.ALL);
                    }
                  }));
        }
        for (Future<Long> count : counts) {
          assertThat(count.get()).isZero();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** SQLite itself does not wait for a writer as it turns a file to write-ahead logging. */
  @Test
  void newStore_waitsForWhoHoldsTheFile() throws Exception {
    Path file = Files.createFile(folder.resolve("held.db"));
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement holding = other.createStatement()) {
      holding.execute("BEGIN IMMEDIATE");
      Future<?> created = threads.submit(() -> Schema.at(file).create());
      assertThatThrownBy(() -> created.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      holding.execute("COMMIT");
      created.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(Schema.at(file).status().version()).isEqualTo(LATEST);
  }

  @Test
  void rolledBackToNothing_isNotMadeAgainByWhoOpensIt() {
    Path file = folder.resolve("s.db");
    Schema.at(file).create();
    Schema.at(file).rollback(0);

    assertCode("schema_old", () -> MemoryStore.open(file));
  }

  @Test
  void downAndUpAgain_givesTheSameSchema() {
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();
    String before = schema(file);

    assertThat(Schema.at(file).rollback(0)).isEqualTo(new StepsBack(0, List.of()));
    assertThat(schema(file)).doesNotContain("memories");
    assertThatThrownBy(() -> MemoryStore.open(StoreOptions.of(file).existingOnly()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("schema_old"));
    assertThat(Schema.at(file).migrate(1)).isEqualTo(1);
    Schema.at(file).migrate(null);

    assertThat(schema(file)).isEqualTo(before);
  }

  @Test
  void rowsOfAnOlderStore_getDigestsWhenItIsMigrated() {
    Path file = folder.resolve("store.db");
    try (MemoryStore store = MemoryStore.open(file)) {
      store.projects().add("shop", "The shop");
      store.state().set("shop", "deploy", "last", "1");
    }
    String before = schema(file);
    Schema.at(file).rollback(SqliteSchema.ROW_DIGESTS - 1);
    assertThat(schema(file)).doesNotContain("row_digest");

    Schema.at(file).migrate(null);

    assertThat(schema(file)).isEqualTo(before);
    try (MemoryStore store = MemoryStore.open(file)) {
      for (DigestedTable table : DigestedTable.values()) {
        assertThat(verdicts(store, table)).as(table.table()).doesNotContain("DAMAGED", "UNKNOWN");
      }
      assertThat(verdicts(store, DigestedTable.PROJECTS)).hasSize(2);
      assertThat(store.state().get("shop", "deploy", "last")).isPresent();
    }
  }

  @Test
  void whatAnOlderStoreTurnedDown_isRefusedWhenItIsMigrated() {
    Path file = folder.resolve("store.db");
    Change ann = Change.by("ann");
    NewMemory wrong = NewMemory.of(MemoryType.KNOWLEDGE, "Never true");
    NewMemory old = NewMemory.of(MemoryType.KNOWLEDGE, "Nobody cared");
    try (MemoryStore store = MemoryStore.open(file)) {
      store.memories().reject(store.memories().create(wrong, ann).id(), ann);
      store
          .memories()
          .reject(store.memories().create(old, ann).id(), Change.by("candidate-expiry"));
    }
    Schema.at(file).rollback(SqliteSchema.REFUSALS - 1);

    Schema.at(file).migrate(null);

    try (MemoryStore store = MemoryStore.open(file)) {
      assertCode("refused_before", () -> store.memories().create(wrong, ann));
      store.memories().create(old, ann);
      assertThat(verdicts(store, DigestedTable.MEMORY_REFUSALS)).containsExactly("SOUND");
      assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
    }
  }

  @Test
  void answersFromBeforeTheirNames_areKnownStill() {
    Path file = folder.resolve("store.db");
    String at = "2026-11-01T00:00:00.000000Z";
    Evidence open = Evidence.of("m1", EvidenceKind.GONE, "d1", null, at);
    Evidence named = Evidence.of("m2", EvidenceKind.GONE, "d1", null, at).answered(at, "ann");
    try (MemoryStore store = MemoryStore.open(file)) {
      put(store, open);
      put(store, named);
      assertThat(verdicts(store, DigestedTable.MEMORY_EVIDENCE)).containsExactly("SOUND", "SOUND");
    }
    Schema.at(file).rollback(SqliteSchema.ANSWERED_BY - 1);
    execute(
        file,
        "UPDATE memory_evidence SET answered_at = '"
            + at
            + "', row_digest = x'"
            + hex(open, at)
            + "' WHERE memory_id = 'm1'");

    Schema.at(file).migrate(null);

    try (MemoryStore store = MemoryStore.open(file)) {
      assertThat(verdicts(store, DigestedTable.MEMORY_EVIDENCE))
          .containsExactly("SOUND", "UNKNOWN");
      execute(file, "UPDATE memory_evidence SET answered_by = 'bob' WHERE memory_id = 'm1'");
      assertThat(verdicts(store, DigestedTable.MEMORY_EVIDENCE))
          .containsExactly("UNKNOWN", "UNKNOWN");
      put(store, named);
      execute(file, "DROP TRIGGER memory_evidence_row_digest");
      execute(file, "UPDATE memory_evidence SET answered_by = NULL WHERE memory_id = 'm2'");
      assertThat(verdicts(store, DigestedTable.MEMORY_EVIDENCE))
          .containsExactly("UNKNOWN", "DAMAGED");
    }
  }

  /** The digest that an answer had before there were names, made without the class under test. */
  private static String hex(Evidence open, String at) {
    return HexFormat.of()
        .formatHex(
            RowDigest.of(
                "memory_evidence",
                open.memoryId(),
                open.kind().word(),
                open.documentId(),
                open.chunkId(),
                open.counted(),
                open.notedAt(),
                at));
  }

  private static void put(MemoryStore store, Evidence evidence) {
    store
        .transactions()
        .write(
            connection -> {
              EvidenceTable.put(connection, evidence);
              return true;
            });
  }

  private static List<String> verdicts(MemoryStore store, DigestedTable table) {
    return store
        .transactions()
        .outside(
            connection -> {
              List<String> verdicts = new ArrayList<>();
              try (Statement statement = connection.createStatement();
                  ResultSet rows =
                      statement.executeQuery(
                          "SELECT " + table.stored() + " FROM " + table.table())) {
                while (rows.next()) {
                  verdicts.add(table.verdict(rows).name());
                }
              }
              return verdicts;
            });
  }

  @Test
  void newerStore_isRefused() {
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();
    execute(file, "PRAGMA user_version = 99");

    assertCode("schema_newer", () -> MemoryStore.open(file));
    assertCode("schema_newer", () -> Schema.at(file).migrate(null));
    assertCode("schema_newer", () -> Schema.at(file).rollback(0));
  }

  @Test
  void storeMadeByOtherScripts_isNotMigrated() {
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();
    execute(file, "UPDATE schema_migrations SET checksum = 'other' WHERE version = 2");

    assertCode("schema_changed", () -> Schema.at(file).migrate(null));
    assertThat(Schema.at(file).status().applied().get(1).sameScript()).isFalse();
  }

  @Test
  void otherFiles_areLeftAlone() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a database, but long enough");
    Path foreign = folder.resolve("foreign.db");
    execute(foreign, "CREATE TABLE t (x)");

    assertCode("not_a_store", () -> MemoryStore.open(text));
    assertCode("not_a_store", () -> MemoryStore.open(foreign));
    assertCode("not_a_store", () -> Schema.at(foreign).migrate(null));
    assertCode("not_a_store", () -> MemoryStore.open(folder));
    assertCode(
        "store_missing",
        () -> MemoryStore.open(StoreOptions.of(folder.resolve("no.db")).existingOnly()));
    assertThat(folder.resolve("no.db")).doesNotExist();
    assertThat(Files.readString(text)).startsWith("not a database");
  }

  @Test
  void backup_isAStoreOfItsOwn() throws IOException {
    Path copy = folder.resolve("backup.db");
    try (MemoryStore store = MemoryStore.open(folder.resolve("store.db"))) {
      Memory memory =
          store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), Change.by("ann"));
      store.backup(copy);
      store.memories().promote(memory.id(), Change.by("ann"));

      try (MemoryStore restored = MemoryStore.open(copy)) {
        assertThat(restored.memories().get(memory.id()).status()).isEqualTo("candidate");
        assertThat(restored.audit().verify(null, p -> {}).ok()).isTrue();
      }
      assertCode("file_exists", () -> store.backup(copy));
      assertCode("store_unwritable", () -> store.backup(folder.resolve("none").resolve("b.db")));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
  }

  private static void assertCode(String code, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(AtoCoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String schema(Path file) {
    StringBuilder text = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")) {
      while (rows.next()) {
        text.append(rows.getString(1))
            .append(rows.getString(2))
            .append(rows.getString(3))
            .append('\n');
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }

  private static void execute(Path file, String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
