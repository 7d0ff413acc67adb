package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.db.Turns;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several real processes do to one store, and what is left when one is killed. */
class ProcessesTest {
  private static final int PROCESSES = 8;
  private static final int EACH = 40;
  private static final int KILLS = Integer.getInteger("atocore.test.kills", 15);

  private static final int VERSIONS = 3_000;

  @TempDir Path folder;

  @Test
  void eightWriters_loseNoUpdate() throws Exception {
    Path file = folder.resolve("store.db");
    String shared;
    try (MemoryStore store = MemoryStore.open(file)) {
      shared =
          store
              .memories()
              .create(NewMemory.of(MemoryType.KNOWLEDGE, "shared"), Change.by("t"))
              .id();
    }
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          start("reinforce-" + i, "reinforce", file.toString(), shared, Integer.toString(EACH)));
    }
    for (int i = 0; i < PROCESSES; i++) {
      assertThat(processes.get(i).waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.get(i).exitValue()).as(output("reinforce-" + i)).isZero();
    }
    try (MemoryStore store = MemoryStore.open(file)) {
      Memory memory = store.memories().get(shared);
      assertThat(memory.referenceCount()).isEqualTo(PROCESSES * EACH);
      assertThat(memory.version()).isEqualTo(PROCESSES * EACH + 1L);
      assertThat(store.memories().countByStatus())
          .containsEntry("candidate", 1L + PROCESSES * EACH);
      assertVerifies(store);
    }
  }

  @Test
  void writersWithABrokenLog_shareOneSpool() throws Exception {
    Path file = folder.resolve("store.db");
    String shared;
    try (MemoryStore store = MemoryStore.open(file)) {
      shared =
          store
              .memories()
              .create(NewMemory.of(MemoryType.KNOWLEDGE, "shared"), Change.by("t"))
              .id();
      store
          .transactions()
          .outside(
              c ->
                  execute(
                      c,
                      "CREATE TRIGGER broken BEFORE INSERT ON memory_audit WHEN new.id % 3 > 0"
                          + " BEGIN SELECT RAISE(ROLLBACK, 'fault'); END"));
    }
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start("spool-" + i, "reinforce", file.toString(), shared, "12"));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(processes.get(i).waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.get(i).exitValue()).as(output("spool-" + i)).isZero();
    }
    try (MemoryStore store = MemoryStore.open(file)) {
      assertThat(store.memories().get(shared).referenceCount()).isEqualTo(48);
      store.transactions().outside(c -> execute(c, "DROP TRIGGER broken"));
      store.audit().replay();
      assertVerifies(store);
      long entries =
          store.transactions().outside(c -> count(c, "SELECT count(*) FROM memory_audit"));
      assertThat(entries).isEqualTo(97);
      assertThat(store.audit().spool().isEmpty()).isTrue();
    }
  }

  private static boolean execute(java.sql.Connection connection, String sql)
      throws java.sql.SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
      return true;
    }
  }

  @Test
  void eightProcesses_makeOneStore() throws Exception {
    Path file = folder.resolve("new").resolve("store.db");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(start("open-" + i, "open", file.toString()));
    }
    for (int i = 0; i < PROCESSES; i++) {
      assertThat(processes.get(i).waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.get(i).exitValue()).as(output("open-" + i)).isZero();
    }
    try (MemoryStore store = MemoryStore.open(file)) {
      assertThat(store.memories().countByStatus()).containsEntry("candidate", (long) PROCESSES);
      assertVerifies(store);
    }
  }

  @Test
  void killedImport_leavesAStoreThatVerifies() throws Exception {
    Random random = new Random(42);
    Path file = folder.resolve("store.db");
    MemoryStore.open(file).close();
    long rows = 0;
    long longest = 700;
    for (int round = 0; round < KILLS; round++) {
      Process process = start("import", "import", file.toString(), Integer.toString(round));
      process.waitFor(250 + random.nextLong(longest), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      try (MemoryStore store = MemoryStore.open(file)) {
        assertVerifies(store);
        rows = store.transactions().outside(c -> count(c, "SELECT count(*) FROM memories"));
        long entries =
            store.transactions().outside(c -> count(c, "SELECT count(*) FROM memory_audit"));
        assertThat(entries).isEqualTo(rows);
      }
      // On a slow machine they need longer to begin.
      longest = rows == 0 ? Math.min(longest * 2, 20_000) : longest;
    }
    assertThat(rows).as("rows of imports that were killed after they began").isPositive();
  }

  /** Bulk work commits and begins again at once, and SQLite's waiters are in no queue. */
  @Test
  void bulkWork_letsAWriterOfAnotherProcessGoFirst() throws Exception {
    Path file = folder.resolve("store.db");
    try (MemoryStore store = MemoryStore.open(file)) {
      Memory shared =
          store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "shared"), Change.by("t"));
      Turns turns = store.transactions().pool().database().turns();
      Process small = start("small", "reinforce", file.toString(), shared.id(), "1");

      store
          .transactions()
          .write(
              connection -> {
                while (!turns.isAwaited() && small.isAlive()) {
                  sleep(10);
                }
                sleep(60);
                return small.isAlive();
              });
      long seen =
          store.transactions().write(c -> count(c.jdbc(), "SELECT count(*) FROM memory_audit"));

      assertThat(small.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(output("small")).isEmpty();
      assertThat(seen).as("entries when the next slice began").isGreaterThan(1);
      assertThat(turns.isAwaited()).isFalse();
    }
  }

  @Test
  void killedRedaction_isBroughtToItsEndByTheNext() throws Exception {
    Path file = folder.resolve("store.db");
    String id;
    try (MemoryStore store = MemoryStore.open(file)) {
      id =
          store
              .memories()
              .create(NewMemory.of(MemoryType.KNOWLEDGE, "Zwickenpflug lives here"), Change.by("t"))
              .id();
      store
          .memories()
          .changeEach(
              Collections.nCopies(VERSIONS, id),
              new EachChange.Reinforce(0.0001),
              Change.by("t"),
              done -> {});
    }
    Process redaction = start("redact", "redact", file.toString(), id);
    try (MemoryStore store = MemoryStore.open(file)) {
      while (redaction.isAlive() && store.audit().erasures().isEmpty()) {
        sleep(1);
      }
      redaction.destroyForcibly().waitFor();

      store.audit().redact(id, Change.by("t"));

      assertVerifies(store);
      assertThat(store.memories().get(id).content()).isEqualTo(Memory.REDACTED);
      long left =
          store
              .transactions()
              .outside(
                  c ->
                      count(
                          c,
                          "SELECT count(*) FROM memory_audit WHERE before_json LIKE '%Zwick%'"
                              + " OR after_json LIKE '%Zwick%' OR (salt IS NOT NULL"
                              + " AND version <= "
                              + VERSIONS
                              + ")"));
      assertThat(left).isZero();
    }
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Zwickenpflug");
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long count(java.sql.Connection connection, String sql)
      throws java.sql.SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.getLong(1);
    }
  }

  private static void assertVerifies(MemoryStore store) {
    List<AuditProblem> problems = new ArrayList<>();
    store.audit().verify(null, problems::add);
    assertThat(problems).isEmpty();
  }

  private Process start(String log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Writer.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(log + ".log").toFile())
        .start();
  }

  private String output(String log) throws IOException {
    return Files.readString(folder.resolve(log + ".log"));
  }

  /** What each of those processes runs. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      try (MemoryStore store = MemoryStore.open(Path.of(arguments[1]))) {
        Change change = Change.by("writer").allowingDuplicate();
        switch (arguments[0]) {
          case "open" ->
              store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "hello"), change);
          case "reinforce" -> {
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
              store.memories().reinforce(arguments[2], 0.001, change);
              store.memories().create(NewMemory.of(MemoryType.EPISODIC, "number " + i), change);
            }
          }
          case "redact" -> store.audit().redact(arguments[2], Change.by("officer"));
          case "import" -> {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 50_000; i++) {
              lines
                  .append("{\"type\":\"episodic\",\"content\":\"round ")
                  .append(arguments[2])
                  .append(" line ")
                  .append(i)
                  .append("\"}\n");
            }
            store
                .memories()
                .importNdjson(
                    new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
                    change,
                    false,
                    line -> {});
          }
          default -> throw new IllegalArgumentException(arguments[0]);
        }
      }
    }
  }
}
