package dev.atocore.core.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is PostgreSQL's own in a store that is there. */
class PostgresStoreTest {
  private static final Change ANN = Change.by("ann");
  private static final int WRITERS = 4;
  private static final int CHANGES = 10;

  @TempDir Path folder;
  private StoreUrl location;

  @BeforeEach
  void begin() {
    location = new StoreUrl(PostgresServer.newSchema(), folder);
  }

  private MemoryStore open() {
    return MemoryStore.open(StoreOptions.of(location));
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(location.url());
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE memory_audit SET actor = 'eve'",
        "UPDATE memory_audit SET before_json = NULL, after_json = NULL, note = NULL, salt = NULL",
        "DELETE FROM memory_audit",
        "TRUNCATE memory_audit",
        "SET session_replication_role = replica; DELETE FROM memory_audit",
        "UPDATE audit_extent SET chains = 0",
        "DELETE FROM audit_extent",
        "TRUNCATE audit_gaps",
        "TRUNCATE key_events"
      })
  void log_isAppendOnly_forItsOwnerToo(String statement) {
    try (MemoryStore store = open()) {
      store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "kept"), ANN);

      assertThatThrownBy(() -> run(statement))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("is append-only");
      assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
    }
  }

  @Test
  void writersOfManyConnections_loseNoUpdate() throws InterruptedException, ExecutionException {
    String shared;
    try (MemoryStore store = open()) {
      shared = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "shared"), ANN).id();
    }
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> done = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String actor = "writer-" + writer;
      done.add(threads.submit(() -> write(shared, actor)));
    }
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();

    try (MemoryStore store = open()) {
      assertThat(store.memories().get(shared).version()).isEqualTo(1 + WRITERS * CHANGES);
      assertThat(store.audit().status().entries()).isEqualTo(1 + 2L * WRITERS * CHANGES);
      assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
    }
  }

  /** Each with a store of its own, as a process has. */
  private void write(String shared, String actor) {
    try (MemoryStore store = open()) {
      for (int i = 0; i < CHANGES; i++) {
        store
            .memories()
            .update(shared, MemoryPatch.none().content(actor + " " + i), Change.by(actor));
        store
            .memories()
            .create(NewMemory.of(MemoryType.KNOWLEDGE, actor + " own " + i), Change.by(actor));
      }
    }
  }

  @Test
  void storesMadeAtOnce_areOne() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<Integer>> versions = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      versions.add(
          threads.submit(
              () -> {
                open().close();
                return Schema.at(location).status().version();
              }));
    }
    for (Future<Integer> version : versions) {
      assertThat(version.get()).isEqualTo(Schema.at(location).status().latest());
    }
    threads.shutdown();
  }

  @Test
  void missingStore_isMissedByReaders_andMadeByWriters() {
    assertThatThrownBy(() -> MemoryStore.open(StoreOptions.of(location).existingOnly()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("store_missing"));
    open().close();
    MemoryStore.open(StoreOptions.of(location).existingOnly()).close();
  }

  @Test
  void rollback_takesAllAway_andMigrateMakesItAnew() throws SQLException {
    Schema schema = Schema.at(location);
    schema.create();
    assertThat(schema.status().applied()).allMatch(step -> step.sameScript());

    assertThatThrownBy(() -> schema.rollback(5)).isInstanceOf(AtoCoreException.class);
    assertThat(schema.rollback(0).version()).isZero();
    assertThatThrownBy(() -> run("SELECT 1 FROM memories")).isInstanceOf(SQLException.class);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("schema_old"));
    assertThat(schema.migrate(null)).isEqualTo(schema.status().latest());
    open().close();
  }

  @Test
  void tablesOfAnotherProgram_areRefusedAndLeftAlone() throws SQLException {
    run("CREATE TABLE schema_migrations (version text)", "CREATE TABLE memories (id integer)");

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("not_a_store"));
    run("INSERT INTO memories (id) VALUES (1)");
  }

  @Test
  void entryThatTheLogRefuses_waitsInTheSpool_andComesBack() throws SQLException {
    try (MemoryStore store = open()) {
      Memory memory = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "a"), ANN);
      run(
          "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
              + " 'refused'; END $$",
          "CREATE TRIGGER refuse BEFORE INSERT ON memory_audit FOR EACH ROW EXECUTE FUNCTION"
              + " refuse()");

      store.memories().promote(memory.id(), ANN);
      assertThat(store.audit().pending().entries()).hasSize(1);
      run("DROP TRIGGER refuse ON memory_audit");
      store.memories().update(memory.id(), MemoryPatch.none().content("b"), ANN);

      assertThat(store.audit().pending().entries()).isEmpty();
      assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
      assertThat(store.audit().status().entries()).isEqualTo(3);
    }
  }

  @Test
  void deadlock_isTriedAgain() {
    try (MemoryStore store = open()) {
      AtomicInteger tries = new AtomicInteger();
      int third =
          store
              .transactions()
              .write(
                  connection -> {
                    if (tries.incrementAndGet() < 3) {
                      throw new SQLException("deadlock detected", "40P01");
                    }
                    return tries.get();
                  });

      assertThat(third).isEqualTo(3);
    }
  }

  @Test
  void serverThatIsNotThere_isUnreachable_andNoPasswordIsTold() {
    StoreUrl nowhere = new StoreUrl("jdbc:postgresql://ada:hush@127.0.0.1:1/db?password=hush");

    assertThatThrownBy(() -> Schema.at(nowhere).status())
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.code()).isEqualTo("store_unreachable");
              assertThat(e).hasMessageContaining("127.0.0.1").hasMessageNotContaining("hush");
            });
  }
}
