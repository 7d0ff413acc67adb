package dev.atocore.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Runs one task for {@code scripts/bench/run}, which keeps many of these and lets them work turn by
 * turn: {@code prepare N} and {@code go N} on stdin, {@code prepared} and the time as JSON on
 * stdout.
 */
public final class Worker {
  private Worker() {}

  /**
   * Runs the worker.
   *
   * @param args the kind of task and its arguments, see {@link #task}
   */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    if (args[0].equals("fill")) {
      Fill.store(
          args[1],
          Integer.parseInt(args[2]),
          Integer.parseInt(args[3]),
          Integer.parseInt(args[4]));
      return;
    }
    if (args[0].equals("promote-all")) {
      Fill.promoteAll(Path.of(args[1]));
      return;
    }
    if (args[0].equals("fill-search")) {
      Fill.searchable(Path.of(args[1]), Integer.parseInt(args[2]));
      return;
    }
    var cpu = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Task task = task(args)) {
      out.println("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        int round = Integer.parseInt(words[1]);
        if (words[0].equals("prepare")) {
          task.prepare(round);
          out.println("prepared");
          continue;
        }
        long cpuBefore = cpu.getProcessCpuTime();
        long before = System.nanoTime();
        task.run(round);
        double wall = (System.nanoTime() - before) / 1e6;
        double used = (cpu.getProcessCpuTime() - cpuBefore) / 1e6;
        out.println("{\"wall_ms\":" + wall + ",\"cpu_ms\":" + used + "}");
      }
    }
  }

  private static Task task(String[] args) throws Exception {
    switch (args[0]) {
      case "atocore":
        return new AtoCoreWrites(args[2], args[1], Slice.of(args, 3));
      case "postgres-updates":
        return new PostgresUpdates(args[1], Slice.of(args, 2), Integer.parseInt(args[5]));
      case "postgres-inserts":
        return new PostgresInserts(args[1], Slice.of(args, 2), args[5]);
      default:
    }
    Path file = Path.of(args[1]);
    return switch (args[0]) {
      case "raw" -> new RawWrites(args[2], file, Slice.of(args, 3), Path.of(args[6]));
      case "javers" -> new JaversUpdates(file, Slice.of(args, 2), Integer.parseInt(args[5]));
      case "envers" -> new EnversUpdates(file, Slice.of(args, 2), Integer.parseInt(args[5]));
      case "verify" -> new LogReads.Verify(file);
      case "read-log" -> new LogReads.ReadAll(file);
      case "history", "recent", "page" -> new LogReads.Queries(args[0], file);
      case "search" -> new SearchReads(file, args[2]);
      case "like" -> new SearchReads.Like(file, args[2]);
      default -> throw new IllegalArgumentException("no task " + args[0]);
    };
  }
}
