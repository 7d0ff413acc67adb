package dev.atocore.cli.run;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.search.EmbedderException;
import dev.atocore.core.search.EmbedderListener;
import java.util.function.Supplier;

/**
 * Raises one alert while the embedder fails, under a key, and resolves it when it works again: in
 * this process, or by {@code memory embed}. Thread-safe.
 */
public final class EmbedderAlert implements EmbedderListener {
  /** The key of the alert. */
  public static final String KEY = "embedder";

  private final Supplier<Alerts> alerts;
  private boolean failed;

  EmbedderAlert(Supplier<Alerts> alerts) {
    this.alerts = alerts;
  }

  @Override
  public synchronized void onFailure(EmbedderException failure) {
    failed = true;
    alerts
        .get()
        .emit(
            AlertRequest.of(
                    Severity.WARNING,
                    "The embedder fails",
                    "Searches find by words alone, and what is written is owed vectors, until it"
                        + " works: "
                        + failure.getMessage()
                        + ". Then run 'atocore memory embed'.")
                .withKey(KEY));
  }

  @Override
  public synchronized void onSuccess() {
    if (failed) {
      failed = false;
      alerts.get().resolve(KEY);
    }
  }
}
