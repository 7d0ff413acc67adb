package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses to do to the log. */
class AppendOnlyTest {
  @TempDir Path folder;
  private MemoryStore store;

  @BeforeEach
  void open() {
    store = MemoryStore.open(folder.resolve("store.db"));
    Change change = Change.by("ann").note("a note");
    Memory memory = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), change);
    store.memories().promote(memory.id(), change);
    Memory other = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "y"), change);
    store.audit().redact(other.id(), change);
    store.audit().acknowledgeGaps("nobody", java.util.List.of(1L), change);
    store.keys().add("bot", Role.READER, Scope.ALL, null, change);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM memory_audit",
        "DELETE FROM memory_audit WHERE id = 1",
        "UPDATE memory_audit SET actor = 'x'",
        "UPDATE memory_audit SET id = id + 100",
        "UPDATE memory_audit SET hash = zeroblob(32)",
        "UPDATE memory_audit SET note = NULL",
        "UPDATE memory_audit SET salt = NULL",
        "UPDATE memory_audit SET before_json = NULL, after_json = NULL, note = NULL, salt = NULL,"
            + " before_digest = zeroblob(32), after_digest = zeroblob(32), note_digest ="
            + " zeroblob(32) WHERE id = 1",
        "UPDATE memory_audit SET before_json = NULL, after_json = NULL, note = NULL, before_digest"
            + " = zeroblob(32), after_digest = zeroblob(32), note_digest = zeroblob(32) WHERE id ="
            + " 2",
        "UPDATE memory_audit SET after_digest = zeroblob(32) WHERE id = 3",
        "UPDATE memory_audit SET after_json = '{}' WHERE id = 3",
        "UPDATE OR REPLACE memory_audit SET version = 1 WHERE id = 2",
        "INSERT OR REPLACE INTO memory_audit SELECT * FROM memory_audit WHERE id = 1",
        "REPLACE INTO memory_audit (id, memory_id, version, action, actor, timestamp, hash)"
            + " SELECT 99, memory_id, version, 'x', 'x', 'x', x'00' FROM memory_audit WHERE id = 1",
        "INSERT INTO memory_audit SELECT * FROM memory_audit WHERE id = 1 ON CONFLICT (id) DO"
            + " UPDATE SET actor = 'x'",
        "DELETE FROM audit_erasures",
        "UPDATE audit_erasures SET actor = 'x'",
        "INSERT OR REPLACE INTO audit_erasures SELECT * FROM audit_erasures",
        "DELETE FROM audit_gaps",
        "UPDATE audit_gaps SET actor = 'x'",
        "INSERT OR REPLACE INTO audit_gaps SELECT * FROM audit_gaps",
        "DELETE FROM key_events",
        "UPDATE key_events SET role = 'operator'",
        "INSERT OR REPLACE INTO key_events SELECT * FROM key_events",
        "DELETE FROM audit_record",
        "UPDATE audit_record SET hash = zeroblob(32)",
        "INSERT OR REPLACE INTO audit_record SELECT * FROM audit_record"
      })
  void statement_isRefused(String sql) {
    assertThatThrownBy(() -> execute(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
    assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
  }

  /** Where a pruning is on record that covers everything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "before_digest = zeroblob(32), after_digest = zeroblob(32) WHERE id = 2",
        "after_digest = CAST(zeroblob(32) AS TEXT) WHERE id = 1",
        "after_digest = hex(zeroblob(16)) WHERE id = 1"
      })
  void pruning_leavesTheNewestAlone_andADigestIsBytes(String digests) throws SQLException {
    execute(
        "INSERT INTO audit_erasures (kind, older_than, through_entry, entries, actor, erased_at)"
            + " VALUES ('pruned', '9999', 99, 1, 'x', 't')");

    assertThatThrownBy(
            () ->
                execute(
                    "UPDATE memory_audit SET before_json = NULL, after_json = NULL, note = NULL,"
                        + " salt = x'00', note_digest = zeroblob(32), "
                        + digests))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
  }

  @Test
  void nullId_isStillGivenOne() throws SQLException {
    execute(
        "INSERT INTO memory_audit (memory_id, version, action, actor, timestamp, hash)"
            + " VALUES ('someone', 1, 'created', 'x', 't', x'00')");
    assertThat(store.audit().verify("someone", problem -> {}).ok()).isFalse();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
