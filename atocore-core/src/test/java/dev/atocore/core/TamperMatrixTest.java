package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditDraft;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.EntryPages;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import dev.atocore.audit.verify.AuditVerifier;
import dev.atocore.audit.verify.ChainRange;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.sqlite.SqliteDatabase;
import dev.atocore.core.memory.MemorySubjects;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything a person with the sqlite3 shell can do to the log, one thing at a time: each is found,
 * in its right class, at the right entry, and nothing else is accused. The tables are copied
 * without their constraints, as such a person would drop them.
 */
class TamperMatrixTest {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "memory_id",
          "version",
          "action",
          "actor",
          "project",
          "before_json",
          "after_json",
          "note",
          "timestamp",
          "request_id",
          "salt",
          "prev_hash",
          "hash",
          "before_digest",
          "after_digest",
          "note_digest");

  /** What verification compares of a row; the rest is the store's own business. */
  private static final List<String> ROW_COLUMNS =
      List.of(
          "type",
          "content",
          "project",
          "status",
          "confidence",
          "reference_count",
          "last_referenced_at",
          "source_chunk_id",
          "superseded_by",
          "created_at",
          "updated_at");

  @TempDir Path folder;
  private Connection jdbc;
  private StoreConnection connection;
  private List<AuditEntry> entries;
  private int cases;

  @BeforeEach
  void copyStore() throws SQLException {
    Path file = folder.resolve("store.db");
    fill(file);
    jdbc = DriverManager.getConnection("jdbc:sqlite::memory:");
    execute("ATTACH '" + file + "' AS store");
    execute("CREATE TABLE memory_audit AS SELECT * FROM store.memory_audit");
    execute("CREATE TABLE memories AS SELECT * FROM store.memories");
    execute("CREATE TABLE audit_erasures AS SELECT * FROM store.audit_erasures");
    execute("CREATE TABLE audit_gaps AS SELECT * FROM store.audit_gaps");
    execute("DETACH store");
    connection = new StoreConnection(new SqliteDatabase(file), jdbc);
    entries = new ArrayList<>();
    new EntryPages(connection.sql()).export(AuditFilter.ALL, 0, entries::add);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void untouchedLog_verifies() throws SQLException {
    assertThat(verify()).isEmpty();
    assertThat(entries).hasSizeGreaterThan(90);
    assertThat(entries).filteredOn(AuditEntry::pruned).hasSizeGreaterThan(15);
    assertThat(entries).filteredOn(AuditEntry::redacted).hasSizeGreaterThan(8);
  }

  @TestFactory
  Stream<DynamicTest> everyColumnChangedNulledOrSwapped_isFoundAtItsEntry() {
    return Stream.concat(
        eachOf(COLUMNS, this::alterInEveryEntry),
        Stream.of(
            DynamicTest.dynamicTest(
                "more than 5,000 cases ran", () -> assertThat(cases).isGreaterThan(5_000))));
  }

  @TestFactory
  Stream<DynamicTest> everyEntryDeleted_isMissingOrCutOff() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            boolean newest = newest(entry.memoryId()).id() == entry.id();
            inCase(
                () -> {
                  execute("DELETE FROM memory_audit WHERE id = " + entry.id());
                  AuditProblem problem = only(verify());
                  boolean all = history(entry.memoryId()).size() == 1;
                  assertThat(problem.verdict())
                      .isEqualTo(newest && !all ? Verdict.TRUNCATED : Verdict.MISSING);
                  assertThat(problem.memoryId()).isEqualTo(entry.memoryId());
                  assertThat(problem.version()).isEqualTo(entry.version());
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> firstAndLastEntriesCut_areToldAsOneGap() {
    return eachOf(
        memories(),
        memory -> {
          int size = history(memory).size();
          for (int k = 1; k <= size; k++) {
            int cut = k;
            inCase(
                () -> {
                  execute(
                      "DELETE FROM memory_audit WHERE memory_id = '"
                          + memory
                          + "' AND version <= "
                          + cut);
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict()).isEqualTo(Verdict.MISSING);
                  assertThat(problem.version()).isEqualTo(1);
                });
            inCase(
                () -> {
                  execute(
                      "DELETE FROM memory_audit WHERE memory_id = '"
                          + memory
                          + "' AND version > "
                          + (size - cut));
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict())
                      .isEqualTo(cut == size ? Verdict.MISSING : Verdict.TRUNCATED);
                  assertThat(problem.version()).isEqualTo(size - cut + 1L);
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> suffixRechained_isFoundAtTheRow() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            inCase(
                () -> {
                  rechain(entry, "the forger's note");
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict()).isEqualTo(Verdict.LINK_BROKEN);
                  assertThat(problem.entryId()).isEqualTo(newest(entry.memoryId()).id());
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> entryRecomputedButNotItsFollowers_breaksTheLink() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            if (newest(entry.memoryId()).id() == entry.id()) {
              continue;
            }
            inCase(
                () -> {
                  store(sealed(entry, "another note", entry.prevHash()));
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict()).isEqualTo(Verdict.LINK_BROKEN);
                  assertThat(problem.version()).isEqualTo(entry.version() + 1);
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> twoMemoriesSpliced_areBothFound() {
    List<String> memories = memories();
    return eachOf(
        memories,
        a -> {
          for (String b : memories) {
            if (a.equals(b)) {
              continue;
            }
            inCase(
                () -> {
                  execute(
                      "UPDATE memory_audit SET memory_id = 'x' WHERE memory_id = '"
                          + a
                          + "' AND version > 1");
                  execute(
                      "UPDATE memory_audit SET memory_id = '"
                          + a
                          + "' WHERE memory_id = '"
                          + b
                          + "' AND version > 1");
                  execute("UPDATE memory_audit SET memory_id = '" + b + "' WHERE memory_id = 'x'");
                  List<AuditProblem> problems = verify();
                  int moved = history(a).size() + history(b).size() - 2;
                  assertThat(problems)
                      .filteredOn(p -> p.verdict() == Verdict.ALTERED)
                      .hasSize(moved);
                  assertThat(problems)
                      .allMatch(p -> p.memoryId().equals(a) || p.memoryId().equals(b));
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> secondEntryOfAVersion_isAFork() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            inCase(
                () -> {
                  insert(sealed(entry, 100_000, "the other branch", entry.prevHash()));
                  List<AuditProblem> problems = verify();
                  assertThat(problems).extracting(AuditProblem::verdict).contains(Verdict.FORKED);
                  assertThat(problems).allMatch(p -> p.memoryId().equals(entry.memoryId()));
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> everyRowColumnEdited_isDrift() {
    return eachOf(
        ROW_COLUMNS,
        column -> {
          for (String memory : memories()) {
            for (Object value : new @Nullable Object[] {"tampered", 0.123, null}) {
              inCase(
                  () -> {
                    int changed =
                        update(
                            "UPDATE memories SET "
                                + column
                                + " = ? WHERE id = ? AND "
                                + column
                                + " IS NOT ?",
                            value,
                            memory,
                            value);
                    if (changed == 0) {
                      return;
                    }
                    AuditProblem problem = only(verify());
                    assertThat(problem.verdict()).as(column).isEqualTo(Verdict.ROW_DRIFTED);
                    assertThat(problem.memoryId()).isEqualTo(memory);
                  });
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> rowDeletedMovedOrRelinked_isToldApart() {
    return eachOf(
        memories(),
        memory -> {
          inCase(
              () -> {
                execute("DELETE FROM memories WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.ROW_DRIFTED);
              });
          inCase(
              () -> {
                execute("UPDATE memories SET version = version + 2 WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.TRUNCATED);
              });
          inCase(
              () -> {
                execute("UPDATE memories SET version = version - 1 WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.ROW_DRIFTED);
              });
          inCase(
              () -> {
                execute(
                    "UPDATE memories SET audit_head = zeroblob(32) WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.LINK_BROKEN);
              });
          inCase(
              () -> {
                execute("UPDATE memories SET audit_head = NULL WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.LINK_BROKEN);
              });
        });
  }

  private static Stream<DynamicTest> eachOf(List<String> names, ThrowingConsumer<String> test) {
    return DynamicTest.stream(names.iterator(), name -> name, test);
  }

  private void alterInEveryEntry(String column) throws SQLException {
    boolean bytes =
        Set.of("salt", "prev_hash", "hash", "before_digest", "after_digest", "note_digest")
            .contains(column);
    boolean number = column.equals("id") || column.equals("version");
    for (AuditEntry entry : entries) {
      alter(entry, column, number ? (Object) 4711L : bytes ? new byte[32] : "tampered");
      alter(entry, column, null);
      AuditEntry other = entries.get((entries.indexOf(entry) + 7) % entries.size());
      alter(entry, column, value(other.id(), column));
    }
  }

  private void alter(AuditEntry entry, String column, @Nullable Object value) throws SQLException {
    inCase(
        () -> {
          if (update(
                  "UPDATE memory_audit SET "
                      + column
                      + " = ? WHERE id = ? AND "
                      + column
                      + " IS NOT ?",
                  value,
                  entry.id(),
                  value)
              == 0) {
            return;
          }
          List<AuditProblem> problems = verify();
          List<AuditProblem> altered =
              problems.stream().filter(problem -> problem.verdict() == Verdict.ALTERED).toList();
          assertThat(altered).as("%s of entry %s to %s", column, entry.id(), value).hasSize(1);
          Long told = altered.get(0).entryId();
          assertThat(told)
              .isEqualTo(
                  column.equals("id")
                      ? (value instanceof Number id
                          ? Long.valueOf(id.longValue())
                          : Long.valueOf(0))
                      : Long.valueOf(entry.id()));
          String now =
              column.equals("memory_id")
                  ? String.valueOf(Objects.requireNonNullElse(value, ""))
                  : entry.memoryId();
          boolean movesEntry = column.equals("memory_id") || column.equals("version");
          for (AuditProblem problem : problems) {
            assertThat(problem.memoryId()).isIn(entry.memoryId(), now);
            assertThat(movesEntry || problem.verdict() == Verdict.ALTERED)
                .as("%s of entry %s to %s: %s", column, entry.id(), value, problem)
                .isTrue();
          }
        });
  }

  /** Forges one note and recomputes all that follows, as someone who knows the format would. */
  private void rechain(AuditEntry from, String note) throws SQLException {
    ByteString prev = from.prevHash();
    for (AuditEntry entry : history(from.memoryId())) {
      if (entry.version() >= from.version()) {
        AuditEntry forged =
            sealed(entry, entry.version() == from.version() ? note : entry.note(), prev);
        store(forged);
        prev = forged.hash();
      }
    }
  }

  private static AuditEntry sealed(
      AuditEntry entry, @Nullable String note, @Nullable ByteString prev) {
    return sealed(entry, entry.id(), note, prev);
  }

  private static AuditEntry sealed(
      AuditEntry entry, long id, @Nullable String note, @Nullable ByteString prev) {
    return AuditEntry.seal(
        id,
        new AuditDraft(
            entry.memoryId(),
            entry.version(),
            Objects.requireNonNull(AuditAction.ofVerb(entry.action())),
            entry.actor(),
            entry.project(),
            entry.before(),
            entry.after(),
            note,
            entry.timestamp(),
            entry.requestId(),
            prev));
  }

  private void store(AuditEntry entry) throws SQLException {
    execute("DELETE FROM memory_audit WHERE id = " + entry.id());
    insert(entry);
  }

  private void insert(AuditEntry entry) throws SQLException {
    connection.audit().insert(entry);
  }

  private List<AuditProblem> verify() throws SQLException {
    List<AuditProblem> problems = new ArrayList<>();
    try (MemorySubjects rows = new MemorySubjects(connection, ChainRange.ALL)) {
      new AuditVerifier(
              connection.sql(), new AuditSpool.Content(List.of(), List.of()), problems::add)
          .verify(ChainRange.ALL, rows);
    }
    return problems;
  }

  private void inCase(Case one) throws SQLException {
    cases++;
    execute("SAVEPOINT one");
    try {
      one.run();
    } finally {
      execute("ROLLBACK TO one");
      execute("RELEASE one");
    }
  }

  private List<String> memories() {
    return entries.stream().map(AuditEntry::memoryId).distinct().toList();
  }

  private List<AuditEntry> history(String memory) {
    return entries.stream().filter(entry -> entry.memoryId().equals(memory)).toList();
  }

  private AuditEntry newest(String memory) {
    List<AuditEntry> history = history(memory);
    return history.get(history.size() - 1);
  }

  private static AuditProblem only(List<AuditProblem> problems) {
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private @Nullable Object value(long id, String column) throws SQLException {
    try (Statement statement = jdbc.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + column + " FROM memory_audit WHERE id = " + id)) {
      return rows.next() ? rows.getObject(1) : null;
    }
  }

  private int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = jdbc.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = jdbc.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Two dozen memories with three to seven versions each, of every kind of change; the first five
   * are pruned, two others redacted.
   */
  private static void fill(Path file) {
    try (MemoryStore store = MemoryStore.open(file)) {
      Memories memories = store.memories();
      Map<Integer, String> ids = new LinkedHashMap<>();
      for (int i = 0; i < 30; i++) {
        Change change =
            Change.by("actor-" + i % 3)
                .note(i % 2 == 0 ? "note " + i : i % 5 == 0 ? "" : null)
                .requestId("request-" + i);
        String id =
            memories
                .create(
                    NewMemory.of(MemoryType.KNOWLEDGE, "content 😀 " + i)
                        .project(i % 4 == 0 ? null : "p" + i % 3)
                        .sourceChunk("chunk-" + i),
                    change)
                .id();
        ids.put(i, id);
        memories.reinforce(id, 0.1, change);
        memories.update(id, MemoryPatch.none().content("changed " + i), change);
        memories.promote(id, change);
        if (i % 3 == 0) {
          memories.invalidate(id, change);
          memories.revert(id, 4, change);
        } else if (i % 3 == 1 && i > 1) {
          memories.supersede(id, Objects.requireNonNull(ids.get(2)), change);
        }
        if (i == 4) {
          store.audit().prune(Instant.now(), file.resolveSibling("archive"), change);
        }
      }
      store.audit().redact(Objects.requireNonNull(ids.get(9)), Change.by("officer"));
      store.audit().redact(Objects.requireNonNull(ids.get(11)), Change.by("officer"));
    }
  }

  @FunctionalInterface
  private interface Case {
    void run() throws SQLException;
  }
}
