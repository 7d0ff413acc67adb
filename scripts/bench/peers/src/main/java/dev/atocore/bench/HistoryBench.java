package dev.atocore.bench;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program, not a test: times reading one memory's past in a log of 10,000 entries and in the same
 * log grown to a million. Started by {@code scripts/bench/history}.
 */
final class HistoryBench {
  private static final int VERSIONS = 50;
  private static final int ROUNDS = 400;
  private static final long SMALL = 10_000;

  /** As large as a real entry; the hashes are noise, which nothing here reads. */
  private static final String FILL =
      "WITH RECURSIVE n(id) AS (SELECT 1 + (SELECT max(id) FROM memory_audit) UNION ALL SELECT id + 1 FROM n WHERE id < ?)"
          + " INSERT INTO memory_audit (id, memory_id, version, action, actor, project, before_json, after_json, note,"
          + " timestamp, request_id, salt, prev_hash, hash)"
          + " SELECT id, printf('%036x', id / 4), id % 4 + 1, 'updated', 'agent-' || id % 7, 'garden',"
          + " printf('{\"content\":\"%0400d\"}', id), printf('{\"content\":\"%0400d\"}', id), NULL,"
          + " strftime('%Y-%m-%dT%H:%M:%S.000000Z', '2030-01-01', '+' || id || ' seconds'),"
          + " 'request-' || id / 10, zeroblob(16), zeroblob(32), zeroblob(32) FROM n";

  private HistoryBench() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    long large = Long.parseLong(args[1]);
    try (MemoryStore store = MemoryStore.open(file)) {
      Memory memory =
          store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "0"), Change.by("ann"));
      for (int i = 1; i < VERSIONS; i++) {
        store.memories().update(memory.id(), MemoryPatch.none().content("v" + i), Change.by("ann"));
      }
      Map<String, Runnable> reads = new LinkedHashMap<>();
      reads.put("history, 50 versions", () -> store.audit().history(memory.id()));
      reads.put(
          "history, one page by actor",
          () ->
              store
                  .audit()
                  .history(
                      memory.id(), new AuditFilter("ann", null, null, null, null, null), 10, "20"));
      reads.put("as of a time", () -> store.memories().asOf(memory.id(), Instant.now()));
      reads.put("at a version", () -> store.memories().atVersion(memory.id(), 25));
      reads.put("recent, first page", () -> store.audit().recent(AuditFilter.ALL, 50, null));
      reads.put("recent, the last hour", () -> lastHour(store));
      reads.put("recent, deep page", () -> store.audit().recent(AuditFilter.ALL, 50, "5000"));
      fill(file, SMALL);
      Map<String, Double> small = times(reads);
      fill(file, large);
      Map<String, Double> big = times(reads);
      System.out.printf(
          "%-28s %14s %14s %7s%n", "median, ms", SMALL + " entries", large + " entries", "ratio");
      for (String name : reads.keySet()) {
        double a = small.getOrDefault(name, 0.0);
        double b = big.getOrDefault(name, 0.0);
        System.out.printf("%-28s %14.3f %14.3f %7.2f%n", name, a, b, b / a);
      }
    }
  }

  private static void lastHour(MemoryStore store) {
    Instant newest =
        Instant.parse(store.audit().recent(AuditFilter.ALL, 1, null).entries().get(0).timestamp());
    Instant since = newest.minusSeconds(3600);
    store.audit().recent(new AuditFilter("agent-3", null, null, null, since, null), 50, null);
  }

  private static Map<String, Double> times(Map<String, Runnable> reads) {
    Map<String, Double> medians = new LinkedHashMap<>();
    reads.forEach(
        (name, read) -> {
          long[] nanos = new long[ROUNDS];
          for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            read.run();
            if (round >= 0) {
              nanos[round] = System.nanoTime() - start;
            }
          }
          Arrays.sort(nanos);
          medians.put(name, nanos[ROUNDS / 2] / 1e6);
        });
    return medians;
  }

  private static void fill(Path file, long entries) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA synchronous = OFF");
      sql.execute("DROP TRIGGER IF EXISTS memory_audit_no_replace");
      try (PreparedStatement insert = connection.prepareStatement(FILL)) {
        insert.setLong(1, entries);
        insert.executeUpdate();
      }
      sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }
}
