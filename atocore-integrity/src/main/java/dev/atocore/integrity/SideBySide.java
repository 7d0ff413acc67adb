package dev.atocore.integrity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs checks on several threads, each with a connection of its own. */
final class SideBySide {
  private static final int MOST_THREADS = 4;

  private SideBySide() {}

  /** The results in the order of the checks. */
  static List<CheckResult> run(List<IntegrityCheck> checks, CheckRun run) {
    int threads =
        Math.min(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), checks.size());
    if (threads < 2) {
      List<CheckResult> results = new ArrayList<>();
      for (IntegrityCheck check : checks) {
        results.add(run.run(check));
      }
      return results;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, SideBySide::daemon);
    try {
      List<Future<CheckResult>> futures = new ArrayList<>();
      // The last ones read the log and take longest: they begin.
      for (int i = checks.size() - 1; i >= 0; i--) {
        IntegrityCheck check = checks.get(i);
        futures.add(pool.submit(() -> run.run(check)));
      }
      Collections.reverse(futures);
      List<CheckResult> results = new ArrayList<>();
      for (int i = 0; i < checks.size(); i++) {
        results.add(await(futures.get(i), checks.get(i)));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static CheckResult await(Future<CheckResult> future, IntegrityCheck check) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      // What the others have found is kept; this one and those after it are told as not done.
      Thread.currentThread().interrupt();
      return CheckRun.failed(check, "the run was interrupted");
    } catch (ExecutionException e) {
      return CheckRun.failed(check, String.valueOf(e.getCause()));
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "atocore-integrity");
    thread.setDaemon(true);
    return thread;
  }
}
