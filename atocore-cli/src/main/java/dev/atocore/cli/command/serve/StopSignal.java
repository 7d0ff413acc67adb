package dev.atocore.cli.command.serve;

import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or SIGINT. The JVM runs a shutdown hook, which keeps the process until the
 * command has ended by itself: {@code Main} halts with the command's exit code then.
 */
final class StopSignal implements AutoCloseable {
  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook =
      new Thread(
          () -> {
            told.countDown();
            holdUntilHalted();
          },
          "atocore-stop");

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns when the process is to stop. */
  void await() {
    try {
      told.await();
    } catch (InterruptedException e) {
      // An embedding program ends the command that way.
      Thread.currentThread().interrupt();
    }
  }

  private static void holdUntilHalted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the process end as it would without. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is stopping already, and the hook waits for the command to end.
    }
  }
}
