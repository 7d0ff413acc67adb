package dev.atocore.core.store;

/**
 * Is notified of memories that were invalidated or superseded, after the commit. What it throws is
 * logged and goes no further.
 */
@FunctionalInterface
public interface WithdrawalListener {
  /**
   * Called once for each memory, on the thread that made the change.
   *
   * @param memoryId the memory
   * @param action the verb of its entry: {@code invalidated} or {@code superseded}
   */
  void onWithdrawal(String memoryId, String action);
}
