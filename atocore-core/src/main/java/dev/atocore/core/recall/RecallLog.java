package dev.atocore.core.recall;

import dev.atocore.core.db.ClaimedWork;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.AtoCoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes who was told what, in batches and on a thread of its own: no reader waits for it. What
 * cannot be written is counted, logged, and lost; a reader is answered all the same. Thread-safe.
 * Close it before the store.
 */
public final class RecallLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.RecallLog");

  /** Answers and memories in them that may wait: some dozens of megabytes. */
  private static final long MOST_WAITING = 200_000;

  private static final int BATCH = 1000;
  private static final Duration GATHERING = Duration.ofMillis(400);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  /** Wakes the writer at the end. */
  private static final Answered LAST =
      new Answered(new Reader(RecallDoor.CLI, null, null, null), 0, null, null, List.of());

  private final Transactions transactions;
  private final RecallMode mode;
  private final LinkedBlockingQueue<Answered> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final RecallWriter writer = new RecallWriter();
  private final LongAdder written = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Thread thread;

  /** Of the lost, how many the store knows of. */
  private long lostOnRecord;

  private long warned = System.nanoTime() - BETWEEN_WARNINGS.toNanos();

  @SuppressWarnings("exports") // For the store alone, as module-info says.
  public RecallLog(Transactions transactions, RecallMode mode) {
    this.transactions = transactions;
    this.mode = mode;
    this.thread = new Thread(this::run, "atocore-recall-log");
    thread.setDaemon(true);
    if (mode != RecallMode.OFF) {
      thread.start();
    }
  }

  /** Begins a request of that reader. */
  public RecallSession begin(Reader reader) {
    return mode == RecallMode.OFF
        ? RecallSession.NONE
        : new RecallSession(reader, mode == RecallMode.FULL, this::offer);
  }

  /** How many answers were recorded. */
  public long written() {
    return written.sum();
  }

  /** How many answers were given and could not be recorded. */
  public long lost() {
    return lost.sum();
  }

  /** How many answers are still to be written. */
  public long waiting() {
    return queue.size();
  }

  /** Writes what waits, for a few seconds at most. */
  @Override
  public void close() {
    closing.countDown();
    queue.add(LAST);
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("{} answers were not recorded: the store was busy", queue.size());
    }
  }

  private void offer(Answered answer) {
    if (closing.getCount() == 0 || waiting.addAndGet(answer.weight()) > MOST_WAITING) {
      waiting.addAndGet(-answer.weight());
      lost.increment();
      return;
    }
    queue.add(answer);
  }

  private void run() {
    List<Answered> batch = new ArrayList<>();
    try {
      while (closing.getCount() > 0 || !queue.isEmpty()) {
        Answered first = queue.take();
        if (queue.size() < BATCH) {
          closing.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        }
        batch.add(first);
        queue.drainTo(batch, BATCH);
        batch.removeIf(LAST::equals);
        write(batch);
        batch.forEach(answer -> waiting.addAndGet(-answer.weight()));
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Answered> batch) throws InterruptedException {
    while (!batch.isEmpty() || lost.sum() > lostOnRecord) {
      long toll = lost.sum();
      try {
        transactions.write(
            ClaimedWork.RECALLS,
            connection -> {
              writer.write(connection, batch, toll - lostOnRecord);
              return true;
            });
        lostOnRecord = toll;
        written.add(batch.size());
        return;
      } catch (AtoCoreException e) {
        if (!e.code().equals("store_busy") || closing.getCount() == 0) {
          lose(batch.size(), e);
          return;
        }
        closing.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RuntimeException e) {
        lose(batch.size(), e);
        return;
      }
    }
  }

  private void lose(int answers, RuntimeException why) {
    lost.add(answers);
    long now = System.nanoTime();
    if (now - warned >= BETWEEN_WARNINGS.toNanos()) {
      warned = now;
      log.warn(
          "{} answers could not be recorded, {} in all: {}", answers, lost.sum(), why.getMessage());
    }
  }
}
