package dev.atocore.integrity.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs checks on several threads, each with a connection of its own. */
final class SideBySide {
  private static final int MOST_THREADS = 4;

  private final List<CheckJob> jobs;
  private final RunWatch watch;
  private final List<String> running = Collections.synchronizedList(new ArrayList<>());

  SideBySide(List<CheckJob> jobs, RunWatch watch) {
    this.jobs = jobs;
    this.watch = watch;
  }

  /** The outcomes in the order of the checks, when all are done or the run was ended. */
  List<CheckJob.Outcome> run() {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads, SideBySide::daemon);
    try {
      for (CheckJob job : inOrderOfStart()) {
        pool.execute(() -> run(job));
      }
      watch.onStop(() -> jobs.forEach(CheckJob::stop));
      List<CheckJob.Outcome> outcomes = new ArrayList<>();
      for (CheckJob job : jobs) {
        await(job);
        outcomes.add(job.soFar());
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  /** The last ones read the log and take longest: they begin. Those that wait for others end. */
  private List<CheckJob> inOrderOfStart() {
    List<CheckJob> order = new ArrayList<>(jobs);
    Collections.reverse(order);
    List<CheckJob> waiting = new ArrayList<>(1);
    for (CheckJob job : order) {
      if (!job.after().isEmpty()) {
        waiting.add(job);
      }
    }
    order.removeAll(waiting);
    order.addAll(waiting);
    return order;
  }

  private void run(CheckJob job) {
    List<String> before = job.after();
    for (CheckJob other : jobs) {
      if (before.contains(other.id())) {
        await(other);
      }
    }
    if (watch.isStopped()) {
      return;
    }
    running.add(job.id());
    tell();
    job.run();
    running.remove(job.id());
    tell();
  }

  private void tell() {
    int done = 0;
    for (CheckJob job : jobs) {
      done += job.done().isDone() ? 1 : 0;
    }
    synchronized (running) {
      watch.tell(done, jobs.size(), List.copyOf(running));
    }
  }

  private void await(CheckJob job) {
    try {
      CompletableFuture.anyOf(job.done(), watch.stopped()).get();
    } catch (InterruptedException e) {
      // What was found is kept, as when someone else ends the run.
      watch.stop();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A check that never fails has failed.", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "atocore-integrity");
    thread.setDaemon(true);
    return thread;
  }
}
