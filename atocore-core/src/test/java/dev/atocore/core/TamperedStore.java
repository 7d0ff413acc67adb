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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store whose tables were copied without their constraints, and what someone who can write them
 * does to its log. Each case is rolled back.
 */
abstract class TamperedStore {
  @TempDir Path folder;
  private Connection jdbc;
  private StoreConnection connection;
  List<AuditEntry> entries;
  int cases;

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
    execute("CREATE TABLE key_events AS SELECT * FROM store.key_events");
    execute("CREATE TABLE audit_record AS SELECT * FROM store.audit_record");
    execute("CREATE TABLE audit_extent AS SELECT * FROM store.audit_extent");
    execute("CREATE TABLE extent_before AS SELECT * FROM audit_extent");
    execute("DETACH store");
    connection = new StoreConnection(new SqliteDatabase(file), jdbc);
    entries = new ArrayList<>();
    new EntryPages(connection.sql()).export(AuditFilter.ALL, 0, entries::add);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  /** Forges one note and recomputes all that follows, as someone who knows the format would. */
  void rechain(AuditEntry from, String note) throws SQLException {
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

  static AuditEntry sealed(AuditEntry entry, @Nullable String note, @Nullable ByteString prev) {
    return sealed(entry, entry.id(), note, prev);
  }

  static AuditEntry sealed(
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
            prev,
            entry.attribution()));
  }

  void store(AuditEntry entry) throws SQLException {
    execute("DELETE FROM memory_audit WHERE id = " + entry.id());
    insert(entry);
  }

  void insert(AuditEntry entry) throws SQLException {
    connection.audit().insert(entry);
    // Someone with the sqlite3 shell does not count.
    execute("DELETE FROM audit_extent");
    execute("INSERT INTO audit_extent SELECT * FROM extent_before");
  }

  List<AuditProblem> verify() throws SQLException {
    List<AuditProblem> problems = new ArrayList<>();
    try (MemorySubjects rows = new MemorySubjects(connection, ChainRange.ALL)) {
      new AuditVerifier(
              connection.sql(), new AuditSpool.Content(List.of(), List.of()), problems::add)
          .verify(ChainRange.ALL, rows);
    }
    return problems;
  }

  void inCase(Case one) throws SQLException {
    cases++;
    execute("SAVEPOINT one");
    try {
      one.run();
    } finally {
      execute("ROLLBACK TO one");
      execute("RELEASE one");
    }
  }

  List<String> memories() {
    return entries.stream().map(AuditEntry::memoryId).distinct().toList();
  }

  List<AuditEntry> history(String memory) {
    return entries.stream().filter(entry -> entry.memoryId().equals(memory)).toList();
  }

  AuditEntry newest(String memory) {
    List<AuditEntry> history = history(memory);
    return history.get(history.size() - 1);
  }

  static AuditProblem only(List<AuditProblem> problems) {
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Nullable Object value(long id, String column) throws SQLException {
    try (Statement statement = jdbc.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + column + " FROM memory_audit WHERE id = " + id)) {
      return rows.next() ? rows.getObject(1) : null;
    }
  }

  int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = jdbc.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = jdbc.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Two dozen memories with three to seven versions each, of every kind of change; the first five
   * are pruned, two others redacted.
   */
  static void fill(Path file) {
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
  interface Case {
    void run() throws SQLException;
  }
}
