package dev.atocore.server;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.state.State;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once that the store cannot be reached, however many requests found out, and once that it
 * can be again, whether or not requests come. Thread-safe.
 */
final class Outage implements AutoCloseable {
  /** What the alert is known by. */
  static final String KEY = "store-unreachable";

  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.Outage");
  private static final long PAUSE_MILLIS = 1000;

  private final MemoryStore store;
  private final Alerts alerts;
  private @Nullable Thread watching;
  private boolean closed;

  Outage(MemoryStore store, Alerts alerts) {
    this.store = store;
    this.alerts = alerts;
  }

  /** A request failed. */
  synchronized void noticed(StoreException failure) {
    if (closed || watching != null || !failure.code().equals(StoreException.UNREACHABLE)) {
      return;
    }
    alerts.emit(
        AlertRequest.of(
                Severity.CRITICAL,
                "The server's store cannot be reached",
                "Requests are answered with 503 until it can be again, without a restart: "
                    + failure.getMessage())
            .withKey(KEY));
    Thread thread = new Thread(this::await, "atocore-outage");
    thread.setDaemon(true);
    thread.start();
    watching = thread;
  }

  private void await() {
    try {
      do {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } while (!isOver());
      log.warn("The store {} can be reached again", store.location());
      over();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void over() {
    watching = null;
    if (!closed) {
      alerts.resolve(KEY);
    }
  }

  private boolean isOver() {
    try {
      store.state().get(State.OWN, "status", "reached");
      return true;
    } catch (AtoCoreException e) {
      return !e.code().equals(StoreException.UNREACHABLE);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (watching != null) {
      watching.interrupt();
    }
  }
}
