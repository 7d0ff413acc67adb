package dev.atocore.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A program, not a test: times a run of all checks, then a thousand changes, then a run that looks
 * only at those, turn by turn. Works on the store of {@link SeedCheckBench}; started by {@code
 * scripts/bench/integrity}.
 */
final class SinceLastBench {
  private static final int CHANGES = 1_000;

  private final MemoryStore store;
  private final Integrity integrity;
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private SinceLastBench(MemoryStore store, Integrity integrity) {
    this.store = store;
    this.integrity = integrity;
  }

  public static void main(String[] args) throws IOException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    Path log = Files.createTempFile("atocore-bench-alerts", ".log");
    try (MemoryStore store = MemoryStore.open(Path.of(args[0]))) {
      new SinceLastBench(store, Integrity.of(store, Alerts.builder().logFile(log).build()))
          .measure(rounds);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private void measure(int rounds) {
    double[][] whole = new double[2][rounds];
    double[][] since = new double[2][rounds];
    double[][] ratio = new double[2][rounds];
    MemoryPage page = store.memories().list(MemoryFilter.ALL, CHANGES, null);
    // The first is for the JIT compilers.
    for (int round = -1; round < rounds; round++) {
      double[] all = time(RunOptions.all());
      for (Memory memory : page.memories()) {
        store.memories().reinforce(memory.id(), 0.0, Change.by("bench"));
      }
      page = store.memories().list(MemoryFilter.ALL, CHANGES, page.next());
      double[] news = time(RunOptions.all().onlyNew());
      for (int i = 0; i < 2 && round >= 0; i++) {
        whole[i][round] = all[i];
        since[i][round] = news[i];
        ratio[i][round] = news[i] / all[i];
      }
    }
    System.out.printf(
        Locale.ROOT,
        "{\"default_ms\":%.3f,\"default_cpu_ms\":%.3f,\"since_ms\":%.3f,\"since_cpu_ms\":%.3f,"
            + "\"since_to_default\":%.4f,\"since_to_default_cpu\":%.4f}%n",
        median(whole[0]),
        median(whole[1]),
        median(since[0]),
        median(since[1]),
        median(ratio[0]),
        median(ratio[1]));
  }

  /** Milliseconds by the clock and of CPU. */
  private double[] time(RunOptions options) {
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    IntegrityResult result = integrity.run(options);
    double[] took = {(System.nanoTime() - start) / 1e6, (process.getProcessCpuTime() - cpu) / 1e6};
    if (result.status() != CheckStatus.OK || (result.since() != null) != options.sinceLast()) {
      throw new IllegalStateException("the run was not as it should be: " + result);
    }
    return took;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
