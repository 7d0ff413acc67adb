package dev.atocore.core.log;

import dev.atocore.core.error.StoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part of a piece of work that another thread does at the same time. Not thread-safe. */
final class OtherThread<T> {
  private final FutureTask<T> part;
  private final Thread thread;

  /**
   * Not begun yet.
   *
   * @param name the thread's
   */
  OtherThread(String name, Callable<T> part) {
    this.part = new FutureTask<>(part);
    this.thread = new Thread(this.part, name);
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  boolean isDone() {
    return part.isDone();
  }

  /** What it came to, or what it failed with; a part that was not begun is done here and now. */
  T result() {
    part.run();
    try {
      return part.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(thread.getName() + " threw " + e.getCause(), e);
    }
  }

  /** Waits for its end: its connection must not outlive the store. */
  void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static StoreException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StoreException("interrupted", "the look through the log was interrupted", e);
  }
}
