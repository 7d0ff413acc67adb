package dev.atocore.bench;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.db.sqlite.SqliteDatabase;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.text.Times;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A program, not a test: what the log costs, as ratios within one run. An audited update against
 * the same update of the same row without an entry, by raw sqlite-jdbc with the store's own
 * pragmas; and verifying against merely reading the same rows. Started by {@code
 * scripts/bench/audit}.
 */
final class AuditCostBench {
  private static final int ROUNDS = 7;
  private static final int UPDATES = 400;

  private AuditCostBench() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int memories = Integer.parseInt(args[1]);
    updates(folder);
    verify(folder, memories);
  }

  private static void updates(Path folder) throws Exception {
    Path audited = folder.resolve("audited.db");
    Path plain = folder.resolve("plain.db");
    String content = "A memory of usual length. ".repeat(10);
    String id;
    String plainId;
    try (MemoryStore store = MemoryStore.open(audited);
        MemoryStore other = MemoryStore.open(plain)) {
      id =
          store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, content), Change.by("b")).id();
      plainId =
          other.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, content), Change.by("b")).id();
    }
    double[] wall = new double[ROUNDS];
    double[] cpu = new double[ROUNDS];
    try (MemoryStore store = MemoryStore.open(audited);
        Connection connection = new SqliteDatabase(plain).connect(Duration.ofSeconds(5));
        Statement control = connection.createStatement();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE memories SET confidence = ?, reference_count = ?, last_referenced_at = ?, version = ?,"
                    + " updated_at = ? WHERE id = ? AND version = ?")) {
      long version = 1;
      for (int round = -5; round < ROUNDS; round++) {
        long[] a =
            measure(
                () -> {
                  for (int i = 0; i < UPDATES; i++) {
                    store.memories().reinforce(id, 0.0001, Change.by("bench").note("why"));
                  }
                });
        long from = version;
        long[] b =
            measure(
                () -> {
                  for (int i = 0; i < UPDATES; i++) {
                    control.execute("BEGIN IMMEDIATE");
                    update.setDouble(1, 0.5 + i * 0.0001);
                    update.setLong(2, i);
                    update.setString(3, Times.format(java.time.Instant.now()));
                    update.setLong(4, from + i + 1);
                    update.setString(5, Times.format(java.time.Instant.now()));
                    update.setString(6, plainId);
                    update.setLong(7, from + i);
                    if (update.executeUpdate() != 1) {
                      throw new SQLException("no row");
                    }
                    control.execute("COMMIT");
                  }
                });
        version += UPDATES;
        if (round >= 0) {
          wall[round] = (double) a[0] / b[0];
          cpu[round] = (double) a[1] / b[1];
        }
      }
    }
    System.out.printf(
        "audited update / same update without audit: wall %.2f, cpu %.2f (at most 2)%n",
        median(wall), median(cpu));
  }

  private static void verify(Path folder, int memories) throws Exception {
    Path file = folder.resolve("log.db");
    if (!Files.exists(file)) {
      fill(file, memories);
    }
    double[] wall = new double[ROUNDS];
    double[] cpu = new double[ROUNDS];
    long entries = 0;
    long bytes = 0;
    long nanos = 0;
    try (MemoryStore store = MemoryStore.open(file);
        Connection connection = new SqliteDatabase(file).connect(Duration.ofSeconds(5))) {
      for (int round = -1; round < ROUNDS; round++) {
        long[] counted = new long[1];
        long[] a = measure(() -> counted[0] = store.audit().verify(null, p -> {}).entries());
        long[] read = new long[1];
        long[] b = measure(() -> read[0] = readAll(connection));
        if (round >= 0) {
          wall[round] = (double) a[0] / b[0];
          cpu[round] = (double) a[1] / b[1];
          nanos = a[0];
        }
        entries = counted[0];
        bytes = read[0];
      }
    }
    System.out.printf(
        "verify / reading the same rows: wall %.2f, cpu %.2f (at most 1.6); %d entries, %d MB, %.0f entries/s%n",
        median(wall), median(cpu), entries, bytes >> 20, entries * 1e9 / nanos);
  }

  /** Every column of every entry and of every memory, in the order that verifying reads them. */
  private static long readAll(Connection connection) throws SQLException {
    long bytes = 0;
    for (String sql :
        List.of(
            "SELECT * FROM memory_audit ORDER BY memory_id, version",
            "SELECT * FROM memories ORDER BY id")) {
      try (PreparedStatement select = connection.prepareStatement(sql);
          ResultSet rows = select.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            byte[] value = rows.getBytes(i);
            bytes += value == null ? 0 : value.length;
          }
        }
      }
    }
    return bytes;
  }

  private static void fill(Path file, int memories) {
    try (MemoryStore store = MemoryStore.open(file)) {
      String content = "What an agent remembers of a conversation, at some length. ".repeat(4);
      for (int from = 0; from < memories; from += 5000) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < Math.min(memories, from + 5000); i++) {
          lines
              .append("{\"type\":\"episodic\",\"content\":\"")
              .append(content)
              .append(i)
              .append("\"}\n");
        }
        store
            .memories()
            .importNdjson(
                new java.io.ByteArrayInputStream(
                    lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Change.by("bench"),
                false,
                line -> {});
      }
      store.memories().expire(Duration.ZERO, Change.by("bench"), false, o -> {});
    }
  }

  /** Wall and CPU time of the process in nanoseconds. */
  private static long[] measure(Work work) throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    work.run();
    return new long[] {System.nanoTime() - wall, system.getProcessCpuTime() - cpu};
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }
}
