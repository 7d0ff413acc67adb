package dev.atocore.alerts.delivery;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers in the background of a long-lived JVM. Its queue is the spool; only what the disk would
 * not take waits in memory, and of that no more than a few hundred.
 */
final class Worker implements AutoCloseable {
  private static final int MAX_IN_MEMORY = 256;
  private static final Duration SHORTEST_TICK = Duration.ofSeconds(1);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Logger logger = LoggerFactory.getLogger("dev.atocore.alerts.delivery");
  private final Semaphore signal = new Semaphore(0);
  private final BlockingQueue<Plan.Parcel> inMemory = new ArrayBlockingQueue<>(MAX_IN_MEMORY);
  private final Drainer drainer;
  private final Delivery delivery;
  private final Duration timeout;
  private final Thread thread;
  private volatile boolean closed;

  Worker(Drainer drainer, Delivery delivery, Duration timeout) {
    this.drainer = drainer;
    this.delivery = delivery;
    this.timeout = timeout;
    this.thread = new Thread(this::run, "atocore-alerts-worker");
    thread.setDaemon(true);
    thread.start();
  }

  /** Wakes the worker: the spool has something new. */
  void wake() {
    signal.release();
  }

  /** Takes what could not be spooled; false when there is no room. */
  boolean offer(Plan.Parcel parcel) {
    boolean taken = inMemory.offer(parcel);
    signal.release();
    return taken;
  }

  private void run() {
    Inside.enter();
    Duration tick = SHORTEST_TICK;
    while (!closed) {
      try {
        boolean woken = signal.tryAcquire(tick.toMillis(), TimeUnit.MILLISECONDS);
        signal.drainPermits();
        boolean worked = round();
        tick = woken || worked ? SHORTEST_TICK : min(tick.multipliedBy(2), LONGEST_TICK);
      } catch (InterruptedException e) {
        // Only close() interrupts, and the loop's condition sees that.
        tick = SHORTEST_TICK;
      } catch (IOException | RuntimeException e) {
        logger.warn(
            "cannot look through the alert spool, trying again: {}",
            Text.oneLine(String.valueOf(e.getMessage())));
        tick = LONGEST_TICK;
      }
    }
  }

  private boolean round() throws IOException {
    fromMemory();
    Deadline deadline = Deadline.after(timeout.multipliedBy(4));
    List<FlushReport.Line> lines =
        drainer.drain(new Drainer.Scope(false, null, null), timeout, deadline);
    if (lines == null) {
      return false;
    }
    for (FlushReport.Line line : lines) {
      boolean failed =
          line.result().is(SinkResult.Kind.KEPT) || line.result().is(SinkResult.Kind.FAILED);
      if (failed) {
        logger.warn(
            "alert {} to {}: {}: {}",
            line.alertId(),
            line.sinkId(),
            line.result().outcome(),
            line.result().reason());
      }
    }
    return !lines.isEmpty();
  }

  private void fromMemory() {
    for (int left = inMemory.size(); left > 0 && !thread.isInterrupted(); left--) {
      Plan.Parcel parcel = inMemory.poll();
      if (parcel == null) {
        return;
      }
      Delivery.Settled settled =
          delivery.deliver(parcel.route(), parcel.entry(), false, Deadline.after(timeout));
      if (settled.homeless() && !inMemory.offer(parcel)) {
        lost(parcel, settled.result().reason());
      }
    }
  }

  private void lost(Plan.Parcel parcel, String reason) {
    logger.error(
        "alert {} to {} is lost: {}", parcel.entry().alert().id(), parcel.route().id(), reason);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Delivers what can be delivered within the timeout, and stops. */
  @Override
  public void close() {
    closed = true;
    signal.release();
    try {
      thread.join(timeout.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
        // What it was about to send comes back into the queue, to be told of here.
        thread.join(GRACE.toMillis());
      }
      for (Plan.Parcel parcel = inMemory.poll(); parcel != null; parcel = inMemory.poll()) {
        lost(parcel, "the process ends, and it could not be kept: " + parcel.problem());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
