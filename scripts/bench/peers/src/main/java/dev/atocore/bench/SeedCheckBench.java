package dev.atocore.bench;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.model.Change;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.checks.memory.DuplicateActiveMemory;
import dev.atocore.integrity.checks.reference.DanglingSourceChunk;
import dev.atocore.integrity.checks.reference.OrphanSourceChunk;
import dev.atocore.integrity.checks.reference.StateOfMissingProject;
import dev.atocore.integrity.run.CheckRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * A program, not a test: times the four seed checks, side by side as a run does them, against the
 * same SQL and the naive queries in the sqlite3 shell, turn by turn. Started by {@code
 * scripts/bench/integrity}.
 */
final class SeedCheckBench {
  private static final int WARM = 30;

  /** As the checks ask for it, by the index of what lives. */
  private static final String ACTIVE = "(status IN ('candidate', 'active') AND +status = 'active')";

  /** The store's own; the shell's is 2 MB. */
  private static final List<String> AS_LARGE_A_CACHE =
      List.of("-cmd", "PRAGMA cache_size = -16384");

  /** The same questions as anyone would first put them, to the shell as it comes. */
  private static final Map<String, String> NAIVE =
      Map.of(
          "dangling-source-chunk",
          "SELECT m.id FROM memories m WHERE m.source_chunk_id IS NOT NULL AND NOT EXISTS"
              + " (SELECT 1 FROM source_chunks c WHERE c.id = m.source_chunk_id)",
          "duplicate-active-memory",
          "SELECT type, content, project, count(*) FROM memories WHERE status = 'active'"
              + " GROUP BY type, content, project HAVING count(*) > 1",
          "state-of-missing-project",
          "SELECT s.key FROM project_state s LEFT JOIN projects p ON p.id = s.project"
              + " WHERE p.id IS NULL",
          "orphan-source-chunk",
          "SELECT c.id FROM source_chunks c LEFT JOIN source_documents d"
              + " ON d.id = c.document_id WHERE d.id IS NULL");

  private SeedCheckBench() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    long rows = Long.parseLong(args[1]);
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
    if (!Files.exists(file)) {
      build(file, rows);
    }
    Map<IntegrityCheck, List<String>> seeds = new LinkedHashMap<>();
    seeds.put(
        new DanglingSourceChunk(),
        List.of(
            "SELECT source_chunk_id FROM memories WHERE source_chunk_id > ''"
                + " EXCEPT SELECT id FROM source_chunks ORDER BY 1"));
    seeds.put(
        new StateOfMissingProject(),
        List.of("SELECT project FROM project_state EXCEPT SELECT id FROM projects ORDER BY 1"));
    seeds.put(
        new OrphanSourceChunk(),
        List.of(
            "SELECT document_id FROM source_chunks"
                + " EXCEPT SELECT id FROM source_documents ORDER BY 1"));
    seeds.put(
        new DuplicateActiveMemory(),
        List.of(
            "SELECT seq, id, type, project, content FROM memories INDEXED BY memories_living WHERE "
                + ACTIVE
                + " AND (content_hash IS NULL OR length(content_hash) <> 32)"
                + " ORDER BY content, type, project, seq",
            "SELECT content_hash, type, project FROM memories INDEXED BY memories_living WHERE "
                + ACTIVE
                + " AND length(content_hash) = 32"
                + " GROUP BY content_hash, type, project HAVING count(*) > 1"));
    try (MemoryStore store = MemoryStore.open(file)) {
      double[] total = new double[3];
      long[] together = new long[rounds];
      double[] first = new double[rounds];
      double[] second = new double[rounds];
      System.out.printf("%-26s %10s %10s %10s%n", "check", "atocore ms", "sqlite3 ms", "naive ms");
      // The first looks are for the JIT compilers: they are not counted.
      for (int round = 0; round < WARM; round++) {
        CheckRun.look(store, List.copyOf(seeds.keySet()), RunOptions.all());
      }
      long[][][] times = new long[3][seeds.size()][rounds];
      for (int round = 0; round < rounds; round++) {
        long[] sum = new long[3];
        int i = 0;
        for (Map.Entry<IntegrityCheck, List<String>> seed : seeds.entrySet()) {
          times[0][i][round] = check(store, seed.getKey());
          times[1][i][round] = shell(file, String.join(";\n", seed.getValue()), AS_LARGE_A_CACHE);
          times[2][i][round] = shell(file, NAIVE.getOrDefault(seed.getKey().id(), ""), List.of());
          for (int side = 1; side < 3; side++) {
            sum[side] += times[side][i][round];
          }
          i++;
        }
        // As a run does them: side by side.
        long start = System.nanoTime();
        CheckRun.look(store, List.copyOf(seeds.keySet()), RunOptions.all());
        together[round] = System.nanoTime() - start;
        sum[0] = together[round];
        first[round] = (double) sum[0] / sum[1];
        second[round] = (double) sum[0] / sum[2];
      }
      int i = 0;
      for (IntegrityCheck seed : seeds.keySet()) {
        double[] medians = new double[3];
        for (int side = 0; side < 3; side++) {
          medians[side] = median(times[side][i]);
          total[side] += medians[side];
        }
        i++;
        System.out.printf(
            "%-26s %10.1f %10.1f %10.1f%n", seed.id(), medians[0], medians[1], medians[2]);
      }
      System.out.printf("%-26s %10.1f%n", "the four, side by side", median(together));
      Arrays.sort(first);
      Arrays.sort(second);
      System.out.printf(
          Locale.ROOT,
          "{\"atocore_ms\":%.3f,\"shell_ms\":%.3f,\"naive_ms\":%.3f,\"to_shell\":%.4f,\"to_naive\":%.4f}%n",
          median(together),
          total[1],
          total[2],
          first[rounds / 2],
          second[rounds / 2]);
      long start = System.nanoTime();
      CheckRun.look(store, cheap(), RunOptions.all());
      System.out.printf("%-26s %10.1f%n", "default run", (System.nanoTime() - start) / 1e6);
      for (IntegrityCheck check : Integrity.builtIn()) {
        System.out.printf("%-26s %10.1f%n", check.id(), check(store, check) / 1e6);
      }
    }
  }

  private static List<IntegrityCheck> cheap() {
    return Integrity.builtIn().stream().filter(check -> check.cost() == Cost.CHEAP).toList();
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

  private static long shell(Path file, String sql, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sqlite3", "-readonly"));
    command.addAll(options);
    command.addAll(List.of(file.toString(), sql));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
                          .formatted(i, i % 200, i)),
              refused -> {});
      store
          .sources()
          .importNdjson(
              lines(
                  rows,
                  i ->
                      "{\"kind\":\"chunk\",\"id\":\"chunk-%d\",\"document_id\":\"doc-%d\",\"ordinal\":%d,\"content\":\"Chunk %d tells of something decided in the project, and why.\"}"
                          .formatted(i, i / 10, i % 10, i)),
              refused -> {});
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
