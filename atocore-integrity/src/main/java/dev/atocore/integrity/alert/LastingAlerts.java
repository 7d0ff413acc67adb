package dev.atocore.integrity.alert;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.state.State;
import dev.atocore.core.text.Times;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts about conditions that last. The store remembers which were raised, so that a later run,
 * most often another process, tells once that a condition is over, and says nothing about those
 * that never were.
 */
public final class LastingAlerts {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.integrity.LastingAlerts");
  private static final String CATEGORY = "alert";
  private static final String OVER = "null";

  private final MemoryStore store;
  private final Alerts alerts;

  public LastingAlerts(MemoryStore store, Alerts alerts) {
    this.store = store;
    this.alerts = alerts;
  }

  /** Tells that the condition holds. */
  public void raise(AlertRequest request) {
    alerts.emit(request);
    remember(String.valueOf(request.key()), '"' + Times.format(Instant.now()) + '"');
  }

  /** Tells that the condition is over, if it was raised. */
  public void clear(String key) {
    if (raised(key)) {
      alerts.resolve(key);
      remember(key, OVER);
    }
  }

  /** Tells that a condition is over that others raise; nothing happens if they did not. */
  public void over(String key) {
    alerts.resolve(key);
  }

  private boolean raised(String key) {
    try {
      return store
          .state()
          .get(State.OWN, CATEGORY, name(key))
          .filter(value -> !value.value().equals(OVER))
          .isPresent();
    } catch (AtoCoreException e) {
      log.warn("Whether the alert {} was raised cannot be read: {}", key, e.getMessage());
      return false;
    }
  }

  private void remember(String key, String value) {
    try {
      store.state().set(State.OWN, CATEGORY, name(key), value);
    } catch (AtoCoreException e) {
      log.warn("That the alert {} was told could not be kept: {}", key, e.getMessage());
    }
  }

  private static String name(String key) {
    return "raised_" + key;
  }
}
