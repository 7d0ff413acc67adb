package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.Alerts;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.repair.RepairPlan;
import dev.atocore.integrity.repair.RepairReport;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repair or a scan in a process of its own is killed at any moment: a repair has made whole
 * steps, each with its entry, and goes on where it was cut off; either leaves a store that verifies.
 */
class KilledRepairTest {
  private static final int ROUNDS = Integer.getInteger("atocore.test.repairKills", 5);
  private static final int SCANS = Integer.getInteger("atocore.test.scanKills", 5);
  private static final int PLANTED = 200;
  private static final int MOST = 10_000;
  private static final long LONGEST_MICROS = 250_000;

  @TempDir Path folder;

  @Test
  void killedRepair_hasMadeWholeSteps_andIsFinishedByTheSamePlan() throws Exception {
    Random random = new Random(7);
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      for (int i = 0; i < PLANTED; i++) {
        fixture.candidate("Memory " + i);
      }
      Repair repair = new Repair(fixture.store, fixture.fanOut);
      int cutOff = 0;
      // A kill that came too late makes the next one come sooner, so that some come in time on any
      // machine.
      long longest = LONGEST_MICROS;
      for (int round = 0; round < ROUNDS || (cutOff == 0 && round < ROUNDS + 20); round++) {
        fixture.other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE type = 'preference'");
        long planted = dangling(fixture);
        try (RepairPlan plan = repair.plan("dangling-source-chunk", false)) {
          keep(plan);
        }
        kill(Repairer.class, TimeUnit.MICROSECONDS.toNanos(random.nextLong(longest)));

        long left = dangling(fixture);
        assertThat(left).as("round %d", round).isBetween(0L, planted);
        cutOff += left == 0 ? 0 : 1;
        longest = left == 0 ? Math.max(longest / 2, 1_000) : Math.min(longest * 2, LONGEST_MICROS);
        List<AuditProblem> problems = new ArrayList<>();
        fixture.store.audit().verify(null, problems::add);
        assertThat(problems)
            .as("round %d", round)
            .hasSize(Math.toIntExact(left))
            .allMatch(problem -> problem.verdict() == AuditProblem.Verdict.ROW_DRIFTED);
        try (RepairPlan plan = RepairPlan.read(Files.newInputStream(plan()))) {
          RepairReport.Counts counts = repair.apply(plan, Repair.ACTOR, MOST).counts();
          assertThat(counts)
              .as("round %d", round)
              .isEqualTo(new RepairReport.Counts(left, planted - left, 0, 0, null));
        }
        assertThat(dangling(fixture)).as("round %d", round).isZero();
        assertThat(fixture.store.audit().verify(null, problem -> {}).problems()).isZero();
        assertThat(fixture.run("store-corrupt").status()).isEqualTo(CheckStatus.OK);
      }
      assertThat(cutOff).as("kills that came in time").isPositive();
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

  private Path plan() {
    return folder.resolve("plan.json");
  }

  private void keep(RepairPlan plan) throws IOException {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(Files.newOutputStream(plan()), JsonEncoding.UTF8)) {
      plan.write(json);
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

  /** Applies the plan, and says when it starts to write. */
  static final class Repairer {
    private Repairer() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      Alerts alerts = Alerts.builder().logFile(file.resolveSibling("repairer-alerts.log")).build();
      try (MemoryStore store = MemoryStore.open(file);
          RepairPlan plan =
              RepairPlan.read(Files.newInputStream(file.resolveSibling("plan.json")))) {
        Repair repair = new Repair(store, alerts);
        System.out.println("planned");
        repair.apply(plan, Repair.ACTOR, MOST);
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
