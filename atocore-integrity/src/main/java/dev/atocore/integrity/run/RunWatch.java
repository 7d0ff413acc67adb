package dev.atocore.integrity.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Follows a run of the checks from another thread, and can end it early: what was found by then is
 * kept. Thread-safe; for one run.
 */
public final class RunWatch {
  private final Listener listener;
  private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
  private final List<Runnable> onStop = new CopyOnWriteArrayList<>();

  private RunWatch(Listener listener) {
    this.listener = listener;
  }

  /** Tells nobody. */
  public static RunWatch quiet() {
    return new RunWatch((done, of, running) -> {});
  }

  /** Tells that listener, from the threads of the checks. */
  public static RunWatch telling(Listener listener) {
    return new RunWatch(listener);
  }

  /** Ends the run soon. Checks that are not done by then say so. */
  public void stop() {
    if (stopped.complete(true)) {
      onStop.forEach(Runnable::run);
    }
  }

  public boolean isStopped() {
    return stopped.isDone();
  }

  CompletableFuture<Boolean> stopped() {
    return stopped;
  }

  void onStop(Runnable action) {
    onStop.add(action);
    if (isStopped()) {
      action.run();
    }
  }

  void tell(int done, int of, List<String> running) {
    listener.progress(done, of, running);
  }

  /** Is told how a run goes. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A check began or ended.
     *
     * @param done how many checks have ended
     * @param of how many there are
     * @param running the checks that run now
     */
    void progress(int done, int of, List<String> running);
  }
}
