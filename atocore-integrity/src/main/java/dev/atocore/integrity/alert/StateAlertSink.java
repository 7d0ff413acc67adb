package dev.atocore.integrity.alert;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.text.Times;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last alert of each severity in the store, as {@code atocore/alert/last_info}, {@code
 * last_warning} and {@code last_critical}. Never makes a store: without one there is nothing to
 * keep it in.
 */
public final class StateAlertSink implements AlertSink {
  private final StoreLocation store;

  /** A sink that opens the store in that file for each alert, and only then. */
  public StateAlertSink(Path store) {
    this(new StoreFile(store));
  }

  /** The same for any store. */
  public StateAlertSink(StoreLocation store) {
    this.store = store;
  }

  @Override
  public String id() {
    return "state";
  }

  @Override
  public SinkResult deliver(Alert alert, Deadline deadline) {
    if (isMissing()) {
      return SinkResult.skipped("there is no store yet");
    }
    // Another writer must not use up the time of the sinks after this one.
    Duration wait = deadline.remaining().dividedBy(2).plusMillis(1);
    try (MemoryStore open =
        MemoryStore.open(StoreOptions.of(store).existingOnly().busyTimeout(wait))) {
      open.state()
          .set(
              State.OWN,
              LastAlert.CATEGORY,
              LastAlert.stateKey(alert.severity()),
              LastAlert.from(alert).json());
      return SinkResult.delivered();
    } catch (AtoCoreException e) {
      return SinkResult.failed(String.valueOf(e.getMessage()));
    }
  }

  private boolean isMissing() {
    return store instanceof StoreFile file && !Files.exists(file.path());
  }

  @Override
  public @Nullable Instant lastSuccess() {
    if (isMissing()) {
      return null;
    }
    try (MemoryStore open = MemoryStore.open(StoreOptions.of(store).existingOnly())) {
      Instant newest = null;
      for (StateValue value : open.state().list(State.OWN, LastAlert.CATEGORY)) {
        Instant set = Times.parse(value.updatedAt(), Instant.now());
        newest = newest == null || set.isAfter(newest) ? set : newest;
      }
      return newest;
    } catch (AtoCoreException e) {
      return null;
    }
  }
}
