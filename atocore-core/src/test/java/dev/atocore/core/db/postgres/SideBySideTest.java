package dev.atocore.core.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.log.CheckpointReport;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers of one store that write at the same time. */
class SideBySideTest {
  private static final Change ANN = Change.by("ann");
  private static final int THREADS = 8;
  private static final int PROCESSES = 2;
  private static final int CHANGES = 12;

  @TempDir Path folder;
  private StoreUrl location;

  @BeforeEach
  void begin() {
    location = new StoreUrl(PostgresServer.newSchema(), folder);
  }

  private MemoryStore open() {
    return MemoryStore.open(StoreOptions.of(location));
  }

  private static Memory create(MemoryStore store, String text) {
    return store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, text), ANN);
  }

  private static void assertVerifies(MemoryStore store) {
    List<AuditProblem> problems = new ArrayList<>();
    store.audit().verify(null, problems::add);
    assertThat(problems).isEmpty();
  }

  /** All begin at once; what each came to, or why it failed. */
  private static <T> List<Object> atOnce(int count, Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CyclicBarrier start = new CyclicBarrier(count);
    List<Future<Object>> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                try {
                  return work.call();
                } catch (RuntimeException e) {
                  return e;
                }
              }));
    }
    List<Object> results = new ArrayList<>();
    for (Future<Object> each : running) {
      results.add(each.get());
    }
    threads.shutdown();
    return results;
  }

  @Test
  void threadsAndProcesses_loseNoUpdate() throws Exception {
    try (MemoryStore store = open()) {
      String shared = create(store, "shared").id();
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start("writer-" + i, shared));
      }
      AtomicInteger numbers = new AtomicInteger();

      List<Object> results =
          atOnce(THREADS, () -> write(store, shared, "thread-" + numbers.getAndIncrement()));

      assertThat(results).containsOnly(true);
      for (int i = 0; i < PROCESSES; i++) {
        assertThat(processes.get(i).waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("writer-" + i + ".log"))).isEmpty();
        assertThat(processes.get(i).exitValue()).isZero();
      }
      int writers = THREADS + PROCESSES;
      Memory memory = store.memories().get(shared);
      assertThat(memory.referenceCount()).isEqualTo((long) writers * CHANGES);
      assertThat(memory.version()).isEqualTo(1 + (long) writers * CHANGES);
      assertThat(store.memories().countByStatus()).containsEntry("candidate", 1L + writers);
      assertThat(store.audit().status().entries()).isEqualTo(1 + writers * (1L + 2L * CHANGES));
      assertVerifies(store);
    }
  }

  /** On one memory that all change, and on one of its own. */
  private static boolean write(MemoryStore store, String shared, String who) {
    Change change = Change.by(who);
    String own =
        store.memories().create(NewMemory.of(MemoryType.EPISODIC, "of " + who), change).id();
    for (int i = 0; i < CHANGES; i++) {
      store.memories().reinforce(shared, 0.001, change);
      store.memories().reinforce(own, 0.001, change);
    }
    return true;
  }

  private Process start(String name, String shared) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            location.url(),
            folder.toString(),
            shared,
            name)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  /** What each of the processes runs. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      StoreUrl location = new StoreUrl(arguments[0], Path.of(arguments[1]));
      try (MemoryStore store = MemoryStore.open(StoreOptions.of(location))) {
        write(store, arguments[2], arguments[3]);
      }
    }
  }

  @Test
  void sameTextAtOnce_isProposedOnce() throws Exception {
    try (MemoryStore store = open()) {
      List<Object> results = atOnce(THREADS, () -> create(store, "said by all"));

      assertThat(results).filteredOn(Memory.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(DuplicateException.class::isInstance).hasSize(THREADS - 1);
      assertVerifies(store);
    }
  }

  @Test
  void twinsPromotedAtOnce_areOneActiveMemory() throws Exception {
    try (MemoryStore store = open()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        ids.add(
            store
                .memories()
                .create(
                    NewMemory.of(MemoryType.KNOWLEDGE, "twin"),
                    Change.by("ann").allowingDuplicate())
                .id());
      }
      AtomicInteger next = new AtomicInteger();

      List<Object> results =
          atOnce(THREADS, () -> store.memories().promote(ids.get(next.getAndIncrement()), ANN));

      assertThat(results).filteredOn(DuplicateException.class::isInstance).hasSize(THREADS - 1);
      assertThat(store.memories().countByStatus()).containsEntry("active", 1L);
    }
  }

  @Test
  void sameRequestAtOnce_isDoneOnce() throws Exception {
    try (MemoryStore store = open()) {
      String id = create(store, "referred to").id();
      Change change = ANN.once(IdempotencyKey.of("ann", "key-1", new byte[] {1}));

      List<Object> results = atOnce(THREADS, () -> store.memories().reinforce(id, 0.1, change));

      assertThat(results).noneMatch(RuntimeException.class::isInstance);
      assertThat(store.memories().get(id).version()).isEqualTo(2);
    }
  }

  @Test
  void projectsAndKeysAtOnce_areThereOnce_andOnRecord() throws Exception {
    try (MemoryStore store = open()) {
      AtomicInteger next = new AtomicInteger();
      List<Object> results =
          atOnce(
              THREADS,
              () -> {
                int number = next.getAndIncrement();
                store
                    .memories()
                    .create(
                        NewMemory.of(MemoryType.KNOWLEDGE, "number " + number).project("new"), ANN);
                store.keys().add("key-" + number % 4, Role.READER, Scope.ALL, null, ANN);
                return number;
              });

      assertThat(results).filteredOn(Integer.class::isInstance).hasSize(4);
      assertThat(store.keys().ring().keys()).hasSize(4);
      assertVerifies(store);
    }
  }

  @Test
  void memoryThatAnotherHolds_isBusy_andNoOtherIs() throws SQLException {
    StoreOptions impatient = StoreOptions.of(location).busyTimeout(Duration.ofMillis(50));
    try (MemoryStore store = MemoryStore.open(impatient);
        Connection other = DriverManager.getConnection(location.url())) {
      String held = create(store, "held").id();
      String free = create(store, "free").id();
      other.setAutoCommit(false);
      run(other, "UPDATE memories SET confidence = confidence WHERE id = '" + held + "'");

      store.memories().reinforce(free, 0.1, ANN);
      create(store, "new");
      assertThatThrownBy(() -> store.memories().reinforce(held, 0.1, ANN))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo("store_busy"));

      assertThat(store.audit().spool().isEmpty()).isTrue();
      other.rollback();
    }
  }

  @Test
  void groupsInOppositeOrders_meetWithoutAWord() throws Exception {
    try (MemoryStore store = open()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ids.add(create(store, "number " + i).id());
      }
      AtomicInteger next = new AtomicInteger();

      List<Object> results =
          atOnce(
              4,
              () -> {
                List<String> order = new ArrayList<>(ids);
                if (next.getAndIncrement() % 2 == 0) {
                  Collections.reverse(order);
                }
                store
                    .memories()
                    .changeEach(order, new EachChange.Reinforce(0.001), ANN, outcome -> {});
                return true;
              });

      assertThat(results).containsOnly(true);
      assertThat(ids).allMatch(id -> store.memories().get(id).version() == 5);
      assertVerifies(store);
    }
  }

  /** As a writer that has its number and has not written yet. */
  @Test
  void slowerWriter_keepsTheOrderUnsettled_andIsSealedBehind() throws Exception {
    CheckpointKey key = CheckpointKey.openOrCreate(folder.resolve("key"), "test");
    try (MemoryStore store = open();
        Connection slow = DriverManager.getConnection(location.url())) {
      Memory memory = create(store, "first");
      assertThat(store.audit().settled()).isEqualTo(1);
      slow.setAutoCommit(false);
      run(slow, "SELECT pg_current_xact_id(), nextval('memory_audit_ids')");
      store.memories().reinforce(memory.id(), 0.1, ANN);

      assertThat(store.audit().settled()).isZero();
      CheckpointReport early = store.checkpoints().make(key, null, entry -> {});
      run(
          slow,
          "INSERT INTO memory_audit (id, memory_id, version, action, actor, timestamp, hash) VALUES"
              + " (2, 'm', 1, 'created', 'slow', '2026-01-01T00:00:00.000000Z',"
              + " decode(repeat('ab', 32), 'hex'))");
      slow.commit();

      assertThat(store.audit().settled()).isEqualTo(3);
      CheckpointReport late =
          store.checkpoints().make(key, early.checkpoint(), entry -> {});
      assertThat(early.checkpoint().head().size()).isEqualTo(2);
      assertThat(late.checkpoint().head().size()).isEqualTo(3);
      assertThat(store.checkpoints().prove(2, late.checkpoint()).index()).isEqualTo(2);
    }
  }

  @Test
  void lostConnection_beforeTheEnd_isTriedAgain() {
    try (MemoryStore store = open()) {
      Memory memory = create(store, "kept");
      AtomicInteger tries = new AtomicInteger();

      store
          .transactions()
          .write(
              connection -> {
                if (tries.incrementAndGet() == 1) {
                  run(
                      connection.jdbc(),
                      "SELECT pg_terminate_backend(pg_backend_pid())");
                }
                return true;
              });

      assertThat(tries.get()).isEqualTo(2);
      assertThat(store.memories().get(memory.id()).version()).isEqualTo(1);
    }
  }

  @Test
  void entriesThatTheLogRefusesToMany_allComeBack() throws Exception {
    try (MemoryStore store = open();
        Connection other = DriverManager.getConnection(location.url())) {
      String id = create(store, "shared").id();
      run(
          other,
          "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
              + " 'refused'; END $$");
      run(
          other,
          "CREATE TRIGGER refuse BEFORE INSERT ON memory_audit FOR EACH ROW EXECUTE FUNCTION"
              + " refuse()");

      List<Object> results =
          atOnce(THREADS, () -> store.memories().reinforce(id, 0.01, ANN).action());
      assertThat(results).noneMatch(RuntimeException.class::isInstance);
      run(other, "DROP TRIGGER refuse ON memory_audit");
      store.audit().replay();

      assertThat(store.memories().get(id).version()).isEqualTo(1 + THREADS);
      assertThat(store.audit().spool().isEmpty()).isTrue();
      assertThat(store.audit().history(id)).hasSize(1 + THREADS);
      assertVerifies(store);
    }
  }

  @Test
  void stepBack_foldsTheCount_andStepUpGoesOn() throws Exception {
    Schema schema = Schema.at(location);
    try (MemoryStore store = open()) {
      AtomicInteger next = new AtomicInteger();
      atOnce(THREADS, () -> create(store, "number " + next.getAndIncrement()));
      store.keys().add("k", Role.READER, Scope.ALL, null, ANN);
    }

    schema.rollback(20);
    try (Connection connection = DriverManager.getConnection(location.url())) {
      assertThat(number(connection, "SELECT count(*) FROM audit_extent")).isEqualTo(1);
      assertThat(number(connection, "SELECT chains FROM audit_extent")).isEqualTo(THREADS);
    }
    schema.migrate(null);

    try (MemoryStore store = open()) {
      assertVerifies(store);
      create(store, "after");
      assertVerifies(store);
    }
  }

  private static boolean run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
