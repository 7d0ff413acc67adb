package dev.atocore.integrity;

import dev.atocore.core.AutoPromotePolicy;
import dev.atocore.core.Change;
import dev.atocore.core.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * A program, not a test: times the four seed checks against the same SQL in the sqlite3 shell, turn
 * by turn. Started by {@code scripts/bench/integrity}.
 */
final class SeedCheckBench {
  private static final int ROUNDS = 7;

  private SeedCheckBench() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    long rows = Long.parseLong(args[1]);
    if (!Files.exists(file)) {
      build(file, rows);
    }
    Map<IntegrityCheck, List<String>> seeds = new LinkedHashMap<>();
    seeds.put(new DanglingSourceChunk(), List.of(DanglingSourceChunk.MISSING));
    seeds.put(
        new DuplicateActiveMemory(),
        List.of(DuplicateActiveMemory.FOREIGN, DuplicateActiveMemory.SHARED_HASHES));
    seeds.put(new StateOfMissingProject(), List.of(StateOfMissingProject.MISSING));
    seeds.put(new OrphanSourceChunk(), List.of(OrphanSourceChunk.MISSING));
    try (MemoryStore store = MemoryStore.open(file)) {
      double ours = 0;
      double shells = 0;
      System.out.printf("%-26s %10s %10s %7s%n", "check", "atocore ms", "sqlite3 ms", "ratio");
      for (Map.Entry<IntegrityCheck, List<String>> seed : seeds.entrySet()) {
        long[] mine = new long[ROUNDS];
        long[] shell = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          shell[round] = shell(file, String.join(";\n", seed.getValue()));
          mine[round] = check(store, seed.getKey());
        }
        double a = median(mine);
        double b = median(shell);
        ours += a;
        shells += b;
        System.out.printf("%-26s %10.1f %10.1f %7.2f%n", seed.getKey().id(), a, b, a / b);
      }
      System.out.printf("%-26s %10.1f %10.1f %7.2f%n", "all four", ours, shells, ours / shells);
      long start = System.nanoTime();
      Integrity.look(store, cheap(), RunOptions.all());
      System.out.printf("%-26s %10.1f%n", "default run", (System.nanoTime() - start) / 1e6);
      for (IntegrityCheck check : Checks.builtIn()) {
        System.out.printf("%-26s %10.1f%n", check.id(), check(store, check) / 1e6);
      }
    }
  }

  private static List<IntegrityCheck> cheap() {
    return Checks.builtIn().stream().filter(check -> check.cost() == Cost.CHEAP).toList();
  }

  private static long check(MemoryStore store, IntegrityCheck check) throws Exception {
    Findings findings = new Findings(check, 20, Set.of());
    long start = System.nanoTime();
    check.run(new CheckContext(store, Instant.now(), false), findings);
    long time = System.nanoTime() - start;
    if (findings.count() > 0) {
      throw new IllegalStateException(check.id() + " found " + findings.kept().get(0));
    }
    return time;
  }

  private static long shell(Path file, String sql) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                "sqlite3", "-readonly", "-cmd", "PRAGMA cache_size = -65536", file.toString(), sql)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    long time = System.nanoTime() - start;
    if (exit != 0 || !output.isEmpty()) {
      throw new IllegalStateException("sqlite3 ended with " + exit + ": " + output);
    }
    return time;
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e6;
  }

  /** As many memories and chunks, a tenth as many documents, twice as many audit entries. */
  private static void build(Path file, long rows) {
    Instant start = Instant.now();
    try (MemoryStore store = MemoryStore.open(file)) {
      store
          .sources()
          .importNdjson(
              lines(
                  rows / 10,
                  i ->
                      "{\"kind\":\"document\",\"id\":\"doc-%d\",\"project\":\"p%d\",\"title\":\"Notes\",\"uri\":\"n/%d.md\"}"
                          .formatted(i, i % 200, i)));
      store
          .sources()
          .importNdjson(
              lines(
                  rows,
                  i ->
                      "{\"kind\":\"chunk\",\"id\":\"chunk-%d\",\"document_id\":\"doc-%d\",\"ordinal\":%d,\"content\":\"Chunk %d tells of something decided in the project, and why.\"}"
                          .formatted(i, i / 10, i % 10, i)));
      Change bench = Change.by("bench");
      store
          .memories()
          .importNdjson(
              lines(
                  rows,
                  i ->
                      "{\"type\":\"knowledge\",\"content\":\"Memory %d says what was decided in the project, in a line of usual length.\",\"project\":\"p%d\",\"confidence\":0.8,\"source_chunk_id\":\"chunk-%d\"}"
                          .formatted(i, i % 200, i * 7919 % rows)),
              bench,
              false,
              line -> {});
      store
          .memories()
          .autoPromote(
              new AutoPromotePolicy(0, 0.0, Duration.ofDays(1)), bench, false, outcome -> {});
    }
    System.out.printf(
        "built %d memories in %d s%n", rows, Duration.between(start, Instant.now()).toSeconds());
  }

  /** Makes the lines as they are read, so that a million need no room. */
  private static InputStream lines(long count, LongFunction<String> line) {
    return new InputStream() {
      private long next;
      private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

      @Override
      public int read() {
        return current() ? current.read() : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        return current() ? current.read(bytes, offset, length) : -1;
      }

      private boolean current() {
        if (current.available() == 0 && next < count) {
          current =
              new ByteArrayInputStream(
                  (line.apply(next++) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return current.available() > 0;
      }
    };
  }
}
