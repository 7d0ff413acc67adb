package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.Attribution;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditDraft;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process killed with SIGKILL as it enters its first, second, third… write, flush, rename,
 * truncation or removal of the store's files, which strace does: after each, no acknowledged change
 * is lost, and after replay no entry is missing or doubled.
 */
class KilledSpoolTest {
  /** 1 kills at every step; the default leaves out three of four, for time. */
  private static final int STRIDE = Integer.getInteger("atocore.test.kill-stride", 4);

  private static final List<String> SYSCALLS =
      List.of("write", "pwrite64", "fsync", "ftruncate", "rename", "unlink");

  private static final String BROKEN =
      "CREATE TRIGGER broken BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ROLLBACK, 'fault');"
          + " END";

  @TempDir Path folder;
  private int store;
  private int kills;

  @Test
  void killedWhileSpooling_losesAndDoublesNothing() throws Exception {
    Machine.needs(
        Machine.runs("strace", "-qq", "-o", "/dev/null", "true"), "strace that may trace");
    for (String syscall : SYSCALLS) {
      for (int step = 1; killedSpooling(syscall, step); step += STRIDE) {
        kills++;
      }
    }
    assertThat(kills).isGreaterThanOrEqualTo(18 / STRIDE);
  }

  @Test
  void killedWhileReplaying_losesAndDoublesNothing() throws Exception {
    Machine.needs(
        Machine.runs("strace", "-qq", "-o", "/dev/null", "true"), "strace that may trace");
    for (String syscall : SYSCALLS) {
      for (int step = 1; killedReplaying(syscall, step); step += STRIDE) {
        kills++;
      }
    }
    assertThat(kills).isGreaterThanOrEqualTo(18 / STRIDE);
  }

  private boolean killedSpooling(String syscall, int step) throws Exception {
    Path file = newStore();
    String id;
    try (MemoryStore made = MemoryStore.open(file)) {
      id = made.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), Change.by("t")).id();
    }
    execute(file, BROKEN);
    Outcome outcome = run(file, syscall, step, "promote", id);
    execute(file, "DROP TRIGGER broken");
    try (MemoryStore left = MemoryStore.open(file)) {
      Memory memory = left.memories().get(id);
      assertThat(memory.status()).isEqualTo(memory.version() == 2 ? "active" : "candidate");
      if (outcome.acknowledged()) {
        assertThat(memory.version()).isEqualTo(2);
      }
      left.audit().replay();
      assertSound(left, id);
      assertThat(left.audit().spool().readAborted().entries())
          .hasSizeLessThanOrEqualTo(memory.version() == 2 ? 0 : 1);
      // Whatever was left behind is in nobody's way.
      left.memories().reinforce(id, 0.1, Change.by("t"));
      assertSound(left, id);
    }
    return outcome.killed();
  }

  private boolean killedReplaying(String syscall, int step) throws Exception {
    Path file = newStore();
    String id;
    try (MemoryStore made = MemoryStore.open(file)) {
      id = made.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "x"), Change.by("t")).id();
      execute(file, BROKEN);
      made.memories().promote(id, Change.by("t"));
      made.memories().reinforce(id, 0.1, Change.by("t"));
      // Another process died between its spool and its commit, and one while it wrote its line.
      AuditEntry waiting = made.audit().pending().entries().get(1);
      made.audit()
          .spool()
          .append(
              List.of(
                  AuditEntry.seal(
                      77,
                      new AuditDraft(
                          id,
                          9,
                          AuditAction.REINFORCED,
                          "dead",
                          null,
                          waiting.before(),
                          waiting.after(),
                          null,
                          waiting.timestamp(),
                          null,
                          waiting.hash(),
                          Attribution.NONE))));
      Files.writeString(
          made.audit().spool().file(),
          "{\"id\":78,\"memory_id\":\"torn",
          StandardOpenOption.APPEND);
    }
    execute(file, "DROP TRIGGER broken");
    Outcome outcome = run(file, syscall, step, "replay", id);
    try (MemoryStore left = MemoryStore.open(file)) {
      left.audit().replay();
      assertSound(left, id);
      assertThat(left.audit().history(id)).hasSize(3);
      assertThat(left.audit().spool().readAborted().entries()).hasSize(1);
      assertThat(left.audit().spool().readAborted().unreadable()).hasSize(1);
    }
    return outcome.killed();
  }

  private static void assertSound(MemoryStore store, String id) {
    assertThat(store.audit().spool().isEmpty()).isTrue();
    List<AuditProblem> problems = new ArrayList<>();
    store.audit().verify(null, problems::add);
    assertThat(problems).isEmpty();
    assertThat(store.audit().history(id))
        .extracting(AuditEntry::version)
        .hasSize((int) store.memories().get(id).version())
        .doesNotHaveDuplicates();
  }

  private Path newStore() {
    return folder.resolve("store" + store++ + ".db");
  }

  private Outcome run(Path file, String syscall, int step, String... what) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + syscall));
    command.addAll(List.of("-e", "inject=" + syscall + ":signal=SIGKILL:when=" + step));
    for (String suffix :
        List.of(
            "",
            "-wal",
            ".audit-spool.ndjson",
            ".audit-spool.ndjson.next",
            ".audit-spool.aborted.ndjson")) {
      command.addAll(List.of("-P", file + suffix));
    }
    command.addAll(List.of("-P", folder.toString()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            file.toString()));
    command.addAll(Arrays.asList(what));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    boolean killed = process.exitValue() == 137;
    assertThat(killed || process.exitValue() == 0).as(said).isTrue();
    return new Outcome(killed, said.contains("acknowledged"));
  }

  private static void execute(Path file, String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private record Outcome(boolean killed, boolean acknowledged) {}

  /** What is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      try (MemoryStore store = MemoryStore.open(Path.of(arguments[0]))) {
        if (arguments[1].equals("promote")) {
          store.memories().promote(arguments[2], Change.by("victim"));
        } else {
          store.audit().replay();
        }
        System.out.println("acknowledged");
      }
    }
  }
}
