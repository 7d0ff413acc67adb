package dev.atocore.cli.run;

import java.util.ArrayList;
import java.util.List;

/** What is done on Ctrl-C or SIGTERM, as long as this is open. */
final class InterruptHooks implements AutoCloseable {
  private static final long MOST_MILLIS_TO_END = 10_000;

  private final List<Thread> hooks = new ArrayList<>();

  /** Does that when interrupted, and then waits for the calling thread to come to its end. */
  void add(Runnable action) {
    Thread command = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              action.run();
              try {
                command.join(MOST_MILLIS_TO_END);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "atocore-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    hooks.add(hook);
  }

  @Override
  public void close() {
    for (Thread hook : hooks) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending: the hook is what ends it.
      }
    }
  }
}
