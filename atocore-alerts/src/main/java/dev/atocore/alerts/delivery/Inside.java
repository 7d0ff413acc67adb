package dev.atocore.alerts.delivery;

import dev.atocore.alerts.Alerts;

/**
 * Knows whether this thread is already emitting an alert. A sink may log, and a logger may emit
 * alerts: without this a single failure would answer itself for ever. One for the whole JVM, since
 * two {@link Alerts} can call each other just as well.
 */
final class Inside {
  private static final ThreadLocal<Boolean> EMITTING = new ThreadLocal<>();

  private Inside() {}

  /** Enters; false when the thread was inside already. */
  static boolean enter() {
    if (EMITTING.get() != null) {
      return false;
    }
    EMITTING.set(Boolean.TRUE);
    return true;
  }

  static void leave() {
    EMITTING.remove();
  }
}
