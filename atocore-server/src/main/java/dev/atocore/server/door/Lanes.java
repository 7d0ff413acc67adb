package dev.atocore.server.door;

import dev.atocore.server.http.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the lanes. Queues are bounded: beyond them a client is asked to come back. */
final class Lanes implements AutoCloseable {
  private final Map<Lane, ThreadPoolExecutor> executors = new EnumMap<>(Lane.class);
  private final Map<Lane, Integer> bounds = new EnumMap<>(Lane.class);

  Lanes() {
    int processors = Runtime.getRuntime().availableProcessors();
    add(Lane.READ, Math.max(4, 2 * processors), 1000);
    // One waits for the disk while another gets its answer ready.
    add(Lane.WRITE, 2, 500);
    add(Lane.LONG, 1, 4);
  }

  /** Whether a request can still queue. */
  boolean hasRoom(Lane lane) {
    ThreadPoolExecutor executor = executor(lane);
    return executor.getQueue().size() < bounds.getOrDefault(lane, 0);
  }

  ThreadPoolExecutor executor(Lane lane) {
    ThreadPoolExecutor executor = executors.get(lane);
    if (executor == null) {
      throw new IllegalStateException("no threads for " + lane);
    }
    return executor;
  }

  @Override
  public void close() {
    executors.values().forEach(ExecutorService::shutdown);
  }

  /** Waits for what runs; false when it takes longer than that. */
  boolean await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (ThreadPoolExecutor executor : executors.values()) {
      if (!executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  private void add(Lane lane, int threads, int bound) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread =
                  new Thread(
                      work,
                      "atocore-"
                          + lane.name().toLowerCase(java.util.Locale.ROOT)
                          + "-"
                          + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    executors.put(lane, executor);
    bounds.put(lane, bound);
  }
}
