package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.Alerts;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.repair.RepairPlan;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repair or a scan in a process of its own is killed at any moment: a repair has done all or
 * nothing, and either leaves a store that verifies.
 */
class KilledRepairTest {
  private static final int ROUNDS = Integer.getInteger("atocore.test.repairKills", 5);
  private static final int SCANS = Integer.getInteger("atocore.test.scanKills", 5);
  private static final int PLANTED = 200;
  private static final long LONGEST_MICROS = 250_000;

  @TempDir Path folder;

  @Test
  void killedRepair_hasDoneAllOrNothing() throws Exception {
    Random random = new Random(7);
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      for (int i = 0; i < PLANTED; i++) {
        fixture.candidate("Memory " + i);
      }
      int nothing = 0;
      // A kill that came too late makes the next one come sooner, so that some come in time on any
      // machine.
      long longest = LONGEST_MICROS;
      for (int round = 0; round < ROUNDS || (nothing == 0 && round < ROUNDS + 20); round++) {
        fixture.other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE type = 'preference'");
        long planted = dangling(fixture);
        kill(Repairer.class, TimeUnit.MICROSECONDS.toNanos(random.nextLong(longest)));

        long left = dangling(fixture);
        assertThat(left).as("round %d", round).isIn(0L, planted);
        nothing += left == 0 ? 0 : 1;
        longest = left == 0 ? Math.max(longest / 2, 1_000) : Math.min(longest * 2, LONGEST_MICROS);
        List<AuditProblem> problems = new ArrayList<>();
        fixture.store.audit().verify(null, problems::add);
        assertThat(problems)
            .as("round %d", round)
            .allMatch(problem -> left > 0 && problem.verdict() == AuditProblem.Verdict.ROW_DRIFTED);
        assertThat(fixture.run("store-corrupt").status()).isEqualTo(CheckStatus.OK);
      }
      assertThat(nothing).as("kills that came in time").isPositive();
    }
  }

  @Test
  void killedScan_leavesAStoreThatVerifies() throws Exception {
    Random random = new Random(8);
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      for (int i = 0; i < PLANTED; i++) {
        fixture.candidate("Memory " + i);
      }
      for (int round = 0; round < SCANS; round++) {
        kill(Scanner.class, TimeUnit.MICROSECONDS.toNanos(random.nextLong(LONGEST_MICROS)));

        assertThat(fixture.store.audit().verify(null, problem -> {}).problems()).isZero();
        IntegrityResult after = fixture.integrity.run(RunOptions.all());
        assertThat(after.findingsTotal()).as("round %d: %s", round, after).isZero();
        assertThat(after.status()).isEqualTo(CheckStatus.OK);
      }
    }
  }

  private static long dangling(StoreFixture fixture) {
    return fixture.run("dangling-source-chunk").count();
  }

  private void kill(Class<?> program, long afterNanos) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                folder.resolve("store.db").toString())
            .redirectError(folder.resolve("repairer.log").toFile())
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("planned");
      long deadline = System.nanoTime() + afterNanos;
      while (System.nanoTime() < deadline) {
        LockSupport.parkNanos(deadline - System.nanoTime());
      }
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Mends what is dangling, and says when it starts to write. */
  static final class Repairer {
    private Repairer() {}

    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      Alerts alerts = Alerts.builder().logFile(file.resolveSibling("repairer-alerts.log")).build();
      try (MemoryStore store = MemoryStore.open(file)) {
        Repair repair = new Repair(store, alerts);
        RepairPlan plan = repair.plan("dangling-source-chunk", false);
        System.out.println("planned");
        repair.apply(plan, Repair.ACTOR, 10_000);
      }
    }
  }

  /** Runs all checks over and over, and says when it starts. */
  static final class Scanner {
    private Scanner() {}

    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      Alerts alerts = Alerts.builder().logFile(file.resolveSibling("scanner-alerts.log")).build();
      try (MemoryStore store = MemoryStore.open(file)) {
        Integrity integrity = Integrity.of(store, alerts);
        System.out.println("planned");
        while (true) {
          integrity.run(RunOptions.all());
        }
      }
    }
  }
}
