package dev.atocore.core.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.store.Logins;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins with the rights that {@code db grants} prints, each at its work and stopped beyond it. */
class PostgresRolesTest {
  private static final Change ANN = Change.by("ann");
  private static final String SECRET = "of_the_tests";

  @TempDir Path folder;
  private final String name = "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  private String owner = "";

  @BeforeEach
  void makeStoreAndRoles() throws SQLException {
    owner = PostgresServer.newSchema();
    MemoryStore.open(StoreOptions.of(new StoreUrl(owner, folder))).close();
    for (String role : List.of("w", "e", "r")) {
      asOwner("CREATE ROLE " + name + role + " LOGIN PASSWORD '" + SECRET + "'");
    }
  }

  @AfterEach
  void dropRoles() throws SQLException {
    for (String role : List.of("w", "e", "r")) {
      asOwner("DROP OWNED BY " + name + role, "DROP ROLE " + name + role);
    }
  }

  @Test
  void writer_doesItsWork_andCannotTouchTheLog() throws SQLException, IOException {
    grant(new Logins(name + "w", null, null));
    try (MemoryStore store = open("w")) {
      work(store);
      Memory erased = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "Erase me"), ANN);
      store.audit().redact(erased.id(), ANN.note("asked for"));
      store.audit().prune(Instant.now(), folder.resolve("old.ndjson"), ANN);
      assertVerifies(store);
    }
    for (String statement :
        List.of(
            "UPDATE memory_audit SET actor = 'eve'",
            "UPDATE memory_audit SET note = NULL",
            "DELETE FROM memory_audit",
            "TRUNCATE memory_audit",
            "ALTER TABLE memory_audit DISABLE TRIGGER ALL",
            "DROP TRIGGER memory_audit_no_update ON memory_audit",
            "UPDATE audit_erasures SET actor = 'eve'",
            "DELETE FROM audit_gaps",
            "DELETE FROM audit_tile",
            "DELETE FROM memory_refusals",
            "UPDATE key_events SET role = 'admin'",
            "INSERT INTO audit_extent SELECT * FROM audit_extent",
            "SET session_replication_role = replica",
            "UPDATE schema_migrations SET checksum = 'x'",
            "CREATE TABLE own (id int)")) {
      assertThatThrownBy(() -> as("w", statement))
          .as(statement)
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
    // By the view that redaction goes by, only what an erasure on record allows.
    assertThatThrownBy(() -> as("w", "UPDATE audit_bodies SET note = 'x', salt = NULL"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> as("w", "UPDATE audit_bodies SET id = 7"))
        .hasMessageContaining("denied");
  }

  @Test
  void eraser_isTheOneWhoErases_whereThereIsOne() throws SQLException {
    grant(new Logins(name + "w", null, name + "e"));
    String id;
    try (MemoryStore store = open("w")) {
      id = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "Erase me"), ANN).id();
      assertThatThrownBy(() -> store.audit().redact(id, ANN.note("asked for")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the login may not do that");
      assertThat(store.memories().get(id).content()).isEqualTo("Erase me");
    }
    try (MemoryStore store = open("e")) {
      store.audit().redact(id, ANN.note("asked for"));
      assertVerifies(store);
    }
  }

  @Test
  void reader_readsAndVerifies_andWritesNothing() throws SQLException {
    Memory memory;
    try (MemoryStore store = MemoryStore.open(StoreOptions.of(new StoreUrl(owner, folder)))) {
      memory =
          store
              .memories()
              .create(
                  NewMemory.of(MemoryType.KNOWLEDGE, "Findable words").status(MemoryStatus.ACTIVE),
                  ANN);
    }
    grant(new Logins(null, name + "r", null));
    try (MemoryStore store = open("r")) {
      assertThat(store.memories().get(memory.id()).content()).isEqualTo("Findable words");
      assertThat(store.memories().search(SearchQuery.of("findable"))).hasSize(1);
      assertThat(store.audit().history(memory.id())).hasSize(1);
      assertVerifies(store);
      assertThatThrownBy(() -> store.memories().reinforce(memory.id(), 0.1, ANN))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the login may not do that")
          .hasMessageNotContaining("\n");
    }
    assertNothingWaits();
  }

  /** As a standby is, but that this login could write. */
  @Test
  void loginThatOnlyReads_isToldSo() throws SQLException {
    grant(new Logins(name + "w", null, null));
    asOwner("ALTER ROLE " + name + "w SET default_transaction_read_only = on");
    try (MemoryStore store = open("w")) {
      assertThat(store.isReadOnly()).isTrue();
      assertVerifies(store);
      assertThatThrownBy(
              () -> store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "Never"), ANN))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("read-only")
          .hasMessageNotContaining("\n");
    }
    assertNothingWaits();
  }

  /** The owner too is stopped, whatever session_replication_role says. */
  @Test
  void owner_isStoppedByTheGuards() throws SQLException {
    try (MemoryStore store = MemoryStore.open(StoreOptions.of(new StoreUrl(owner, folder)))) {
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "Kept"), ANN);
    }
    for (String statement :
        List.of(
            "UPDATE memory_audit SET actor = 'eve'",
            "DELETE FROM memory_audit",
            "TRUNCATE memory_audit",
            "UPDATE audit_bodies SET note = 'x'",
            "DELETE FROM audit_bodies")) {
      assertThatThrownBy(() -> asOwner("SET session_replication_role = replica", statement))
          .as(statement)
          .hasMessageContaining("append-only");
    }
  }

  private static void work(MemoryStore store) {
    store.projects().add("shop", "The shop");
    store.state().set("shop", "deploy", "last", "\"2026-11-01\"");
    Memory first =
        store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "First").project("shop"), ANN);
    store.memories().update(first.id(), MemoryPatch.none().content("Förste"), ANN);
    store.memories().reinforce(first.id(), 0.1, ANN);
    store.memories().promote(first.id(), ANN);
    Memory next =
        store
            .memories()
            .create(NewMemory.of(MemoryType.KNOWLEDGE, "Next").status(MemoryStatus.ACTIVE), ANN);
    store.memories().supersede(first.id(), next.id(), ANN);
    Memory wrong = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "Wrong"), ANN);
    store.memories().reject(wrong.id(), ANN);
    store.memories().revert(wrong.id(), 1, ANN);
    assertThat(store.memories().search(SearchQuery.of("next"))).hasSize(1);
  }

  private static void assertVerifies(MemoryStore store) {
    List<AuditProblem> problems = new ArrayList<>();
    store.audit().verify(null, problems::add);
    assertThat(problems).isEmpty();
  }

  /** What was refused is not kept for later. */
  private void assertNothingWaits() {
    try (MemoryStore store = MemoryStore.open(StoreOptions.of(new StoreUrl(owner, folder)))) {
      assertThat(store.audit().pending().entries()).isEmpty();
      assertThat(Files.exists(store.location().beside(".audit-spool.ndjson"))).isFalse();
    }
  }

  private MemoryStore open(String role) {
    return MemoryStore.open(StoreOptions.of(new StoreUrl(url(role), folder)).existingOnly());
  }

  private String url(String role) {
    return owner.replaceAll("[?&](user|password)=[^&]*", "?").replaceFirst("\\?+&?", "?")
        + "&user="
        + name
        + role
        + "&password="
        + SECRET;
  }

  private void grant(Logins logins) throws SQLException {
    asOwner(Schema.at(new StoreUrl(owner, folder)).grants(logins).toArray(String[]::new));
  }

  private void asOwner(String... statements) throws SQLException {
    run(owner, statements);
  }

  private void as(String role, String... statements) throws SQLException {
    run(url(role), statements);
  }

  private static void run(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }
}
