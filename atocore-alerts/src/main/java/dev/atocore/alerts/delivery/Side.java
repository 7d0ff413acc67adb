package dev.atocore.alerts.delivery;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Runs one task on a daemon thread of its own, so that whoever waits for it can stop waiting and
 * the JVM can still end.
 */
final class Side {
  private Side() {}

  static <T> FutureTask<T> start(String name, Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              Inside.enter();
              return work.call();
            });
    Thread thread = new Thread(task, "atocore-alerts-" + name);
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
