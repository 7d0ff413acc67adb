package dev.atocore.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.db.Migration;
import dev.atocore.core.db.sqlite.SqliteDatabase;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.log.MissingEntry;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.store.AuditFailure;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every kind of change under every way in which the log can fail: the memories end up as in a store
 * whose log is sound, and once the log is mended nothing is missing and nothing is doubled.
 */
class FaultMatrixTest {
  private static final Change ANN = Change.by("ann").note("why");

  @TempDir Path folder;

  /** What can be wrong with the log. */
  enum Fault {
    RAISE_ABORT,
    RAISE_FAIL,
    RAISE_ROLLBACK,
    RAISE_IGNORE,
    TABLE_DROPPED,
    TABLE_RENAMED,
    COLUMN_RENAMED;

    /** Whether an image can still be read from it, which a revert needs. */
    boolean readable() {
      return name().startsWith("RAISE");
    }

    void breakLog(Path file) {
      switch (this) {
        case RAISE_ABORT, RAISE_FAIL, RAISE_ROLLBACK ->
            execute(
                file,
                "CREATE TRIGGER broken BEFORE INSERT ON memory_audit BEGIN SELECT RAISE("
                    + name().substring("RAISE_".length())
                    + ", 'fault'); END");
        case RAISE_IGNORE ->
            execute(
                file,
                "CREATE TRIGGER broken BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(IGNORE);"
                    + " END");
        case TABLE_DROPPED ->
            execute(
                file, "CREATE TABLE copy AS SELECT * FROM memory_audit; DROP TABLE memory_audit");
        case TABLE_RENAMED -> execute(file, "ALTER TABLE memory_audit RENAME TO hidden");
        case COLUMN_RENAMED ->
            execute(file, "ALTER TABLE memory_audit RENAME COLUMN salt TO pepper");
      }
    }

    void mendLog(Path file) {
      switch (this) {
        case RAISE_ABORT, RAISE_FAIL, RAISE_ROLLBACK, RAISE_IGNORE ->
            execute(file, "DROP TRIGGER broken");
        case TABLE_DROPPED ->
            execute(
                file,
                tableOfEntries(file)
                    + "; INSERT INTO memory_audit SELECT * FROM copy; DROP TABLE copy");
        case TABLE_RENAMED -> execute(file, "ALTER TABLE hidden RENAME TO memory_audit");
        case COLUMN_RENAMED ->
            execute(file, "ALTER TABLE memory_audit RENAME COLUMN pepper TO salt");
      }
    }
  }

  /** What the steps of the schema do to that table, but for its triggers. */
  private static String tableOfEntries(Path file) {
    List<Migration> migrations = new SqliteDatabase(file).schema().migrations();
    String later = migrations.get(12).up();
    return migrations.get(1).up() + later.substring(0, later.indexOf("/* [jooq ignore start] */"));
  }

  @ParameterizedTest
  @EnumSource
  void everyChange_isMadeAndItsEntryComesBack(Fault fault) {
    List<String> sound = life(folder.resolve("sound.db"), null, fault.readable());
    Path file = folder.resolve(fault.name().toLowerCase(Locale.ROOT) + ".db");
    List<String> broken = life(file, fault, fault.readable());

    assertThat(broken).isEqualTo(sound);
    fault.mendLog(file);
    try (MemoryStore store = MemoryStore.open(file)) {
      assertThat(store.audit().replay().pending()).isEmpty();
      assertSound(store);
      assertThat(store.audit().replay().restored()).isEmpty();
      assertThat(store.audit().spool().isEmpty()).isTrue();
      assertThat(store.audit().spool().readAborted().entries()).isEmpty();
    }
  }

  @Test
  void logLockedByAnother_failsAsAnyChangeWould() throws SQLException {
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();
    try (MemoryStore store =
            MemoryStore.open(StoreOptions.of(file).busyTimeout(Duration.ofMillis(200)));
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      Memory memory = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), ANN);
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.memories().promote(memory.id(), ANN))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo("store_busy"));
      assertThat(store.audit().spool().isEmpty()).isTrue();
      statement.execute("COMMIT");

      assertThat(store.memories().promote(memory.id(), ANN).changed()).isTrue();
      assertSound(store);
    }
  }

  @ParameterizedTest
  @EnumSource
  void logAndSpoolBroken_changeIsMadeAndTheLossIsOnRecord(Fault fault) throws Exception {
    Path file = folder.resolve("store.db");
    List<AuditFailure> failures = new ArrayList<>();
    String id;
    try (MemoryStore store = MemoryStore.open(file)) {
      id = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), ANN).id();
    }
    Path spool = folder.resolve("store.db.audit-spool.ndjson");
    Files.createDirectory(spool);
    fault.breakLog(file);
    try (MemoryStore store =
        MemoryStore.open(StoreOptions.of(file).onAuditFailure(failures::add))) {
      assertThat(store.memories().promote(id, ANN).memory().status()).isEqualTo("active");
      assertThat(failures).singleElement().satisfies(f -> assertThat(f.spooled()).isFalse());
    }
    Files.delete(spool);
    fault.mendLog(file);
    try (MemoryStore store = MemoryStore.open(file)) {
      store.memories().invalidate(id, ANN);

      List<MissingEntry> missing = store.audit().missing(null);
      assertThat(missing).hasSize(1);
      assertThat(missing.get(0).version()).isEqualTo(2);
      assertThat(missing.get(0).lost())
          .isNotNull()
          .satisfies(
              lost -> {
                assertThat(lost.action()).isEqualTo("promoted");
                assertThat(lost.actor()).isEqualTo("ann");
                assertThat(lost.hash()).isEqualTo(failures.get(0).entry().hash());
              });
      assertThat(store.audit().status().lost()).isEqualTo(1);
      assertThat(store.audit().verify(null, p -> {}).problems()).isEqualTo(1);

      store.audit().acknowledgeGaps(id, List.of(2L), Change.by("boss").note("ticket"));
      store.audit().acknowledgeGaps(id, List.of(2L), Change.by("boss").note("again"));

      assertThat(store.audit().verify(null, p -> {}).ok()).isTrue();
      assertThat(store.audit().verify(null, p -> {}).acknowledged()).isEqualTo(1);
      assertThat(store.audit().status().lost()).isZero();
      assertThat(store.audit().missing(id).get(0).acknowledged())
          .isNotNull()
          .satisfies(
              known -> {
                assertThat(known.actor()).isEqualTo("boss");
                assertThat(known.note()).isEqualTo("ticket");
              });
    }
  }

  @Test
  void entryBeforeALostOne_comesBackByWhatIsOnRecord() throws Exception {
    Path file = folder.resolve("store.db");
    Path spool = folder.resolve("store.db.audit-spool.ndjson");
    try (MemoryStore store = MemoryStore.open(file)) {
      String id = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), ANN).id();
      Fault.RAISE_ABORT.breakLog(file);
      store.memories().reinforce(id, 0.1, ANN);
      Path kept = Files.move(spool, folder.resolve("kept"));
      Files.createDirectory(spool);
      store.memories().reinforce(id, 0.1, ANN);
      Files.delete(spool);
      Files.move(kept, spool);
      Fault.RAISE_ABORT.mendLog(file);

      assertThat(store.audit().replay().restored()).hasSize(1);
      assertThat(store.audit().history(id)).extracting(AuditEntry::version).containsExactly(1L, 2L);
      assertThat(store.audit().missing(id))
          .singleElement()
          .satisfies(missing -> assertThat(missing.version()).isEqualTo(3));
    }
  }

  @Test
  void fullDisk_letsTheChangeThroughWithoutItsEntry() throws Exception {
    Path disk = SmallDisk.mount(folder, 1_500_000);
    try {
      Path file = disk.resolve("store.db");
      String id;
      try (MemoryStore store = MemoryStore.open(file)) {
        id =
            store
                .memories()
                .create(NewMemory.of(MemoryType.KNOWLEDGE, "y".repeat(20_000)), ANN)
                .id();
      }
      List<AuditFailure> failures = new ArrayList<>();
      int made = 0;
      try (MemoryStore store =
          MemoryStore.open(StoreOptions.of(file).onAuditFailure(failures::add))) {
        // An entry carries the content twice, its row once: the disk refuses the entry first.
        for (int i = 0; i < 200; i++) {
          try {
            store.memories().reinforce(id, 0.0001, ANN);
            made++;
          } catch (StoreException e) {
            assertThat(e.code()).isIn("disk_full", "store_unwritable");
            break;
          }
        }
        assertThat(failures).isNotEmpty();
        assertThat(store.memories().get(id).version()).isEqualTo(made + 1L);
      }
      SmallDisk.grow(disk, 8_000_000);
      try (MemoryStore store = MemoryStore.open(file)) {
        store.audit().replay();
        long missing =
            store.audit().missing(null).stream()
                .mapToLong(gap -> gap.toVersion() - gap.version() + 1)
                .sum();
        assertThat(store.audit().history(id)).hasSize((int) (made + 1 - missing));
        assertThat(missing)
            .isLessThanOrEqualTo(failures.stream().filter(f -> !f.spooled()).count());
        List<AuditProblem> problems = new ArrayList<>();
        store.audit().verify(null, problems::add);
        assertThat(problems)
            .allMatch(
                p ->
                    p.verdict() == AuditProblem.Verdict.MISSING
                        || p.verdict() == AuditProblem.Verdict.TRUNCATED);
      }
    } finally {
      SmallDisk.unmount(disk);
    }
  }

  /** Everything that can be done to memories, and what the rows are like afterwards. */
  private static List<String> life(Path file, @Nullable Fault fault, boolean reverts) {
    try (MemoryStore store = MemoryStore.open(file)) {
      Memories memories = store.memories();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ids.add(
            memories
                .create(NewMemory.of(MemoryType.KNOWLEDGE, "content " + i).project("p"), ANN)
                .id());
      }
      if (fault != null) {
        fault.breakLog(file);
      }
      memories.create(NewMemory.of(MemoryType.EPISODIC, "made meanwhile"), ANN);
      memories.update(ids.get(0), MemoryPatch.none().content("changed").confidence(0.9), ANN);
      memories.update(ids.get(0), MemoryPatch.none().content("content 0").confidence(0.5), ANN);
      memories.promote(ids.get(1), ANN);
      memories.reject(ids.get(2), ANN);
      memories.promote(ids.get(3), ANN);
      memories.invalidate(ids.get(3), ANN);
      memories.promote(ids.get(4), ANN);
      memories.supersede(ids.get(4), ids.get(1), ANN);
      memories.reinforce(ids.get(5), 0.3, ANN);
      memories.reinforce(ids.get(5), 0.3, ANN);
      memories.reinforce(ids.get(5), 0.3, ANN);
      if (reverts) {
        memories.revert(ids.get(5), 1, ANN.note("reverted"));
        memories.reinforce(ids.get(5), 0.3, ANN);
      }
      memories.autoPromote(new AutoPromotePolicy(3, 0.7, Duration.ofDays(14)), ANN, false, o -> {});
      memories.expire(Duration.ZERO, ANN, false, o -> {});
      memories.importNdjson(
          new ByteArrayInputStream(
              "{\"type\":\"project\",\"content\":\"imported 1\"}\n{\"type\":\"project\",\"content\":\"imported 2\"}\n"
                  .getBytes(UTF_8)),
          ANN,
          false,
          line -> {});
      return store.transactions().outside(FaultMatrixTest::rows);
    }
  }

  private static List<String> rows(Connection connection) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT m.type || '|' || m.content || '|' || coalesce(m.project, '') || '|' ||"
                    + " m.status || '|' || m.confidence || '|' || m.reference_count || '|' ||"
                    + " m.version || '|' || coalesce(s.content, '') || '|' || length(m.audit_head)"
                    + " FROM memories m LEFT JOIN memories s ON s.id = m.superseded_by ORDER BY"
                    + " m.seq")) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private static void assertSound(MemoryStore store) {
    List<AuditProblem> problems = new ArrayList<>();
    store.audit().verify(null, problems::add);
    assertThat(problems).isEmpty();
    store
        .memories()
        .export(
            MemoryFilter.ALL,
            memory ->
                assertThat(store.audit().history(memory.id())).hasSize((int) memory.version()));
  }

  private static void execute(Path file, String script) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    } catch (SQLException e) {
      throw new AssertionError(script, e);
    }
  }
}
