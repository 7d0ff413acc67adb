package dev.atocore.cli.run;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.recall.Exposure;
import dev.atocore.core.recall.Recalls;
import dev.atocore.core.store.WithdrawalListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Raises one alert for each memory that was withdrawn after it had been told often: somebody may
 * have acted on it. Thread-safe.
 */
final class ExposureAlert implements WithdrawalListener {
  /** The environment variable that says how often is often. */
  static final String VARIABLE = "ATOCORE_EXPOSURE_ALERT";

  private final long atLeast;
  private final Supplier<Alerts> alerts;
  private final Supplier<Recalls> recalls;

  /**
   * Alerts of memories that were told so often.
   *
   * @param atLeast what the variable says
   */
  ExposureAlert(String atLeast, Supplier<Alerts> alerts, Supplier<Recalls> recalls) {
    this.atLeast = parse(atLeast);
    this.alerts = alerts;
    this.recalls = recalls;
  }

  private static long parse(String text) {
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw CliException.usage(
        VARIABLE + " is \"" + text + "\"; use a whole number of answers, such as 5");
  }

  @Override
  public void onWithdrawal(String memoryId, String action) {
    Exposure exposure = recalls.get().exposure(memoryId, null, null);
    if (exposure.recalls() < atLeast) {
      return;
    }
    Map<String, String> context = new LinkedHashMap<>();
    context.put("memory_id", memoryId);
    context.put("action", action);
    context.put("recalls", Long.toString(exposure.recalls()));
    context.put("readers", Integer.toString(exposure.told().size()));
    context.put("last_at", String.valueOf(exposure.lastAt()));
    alerts
        .get()
        .emit(
            AlertRequest.of(
                    Severity.WARNING,
                    "A memory that had been told was " + action,
                    "Memory "
                        + memoryId
                        + " was "
                        + action
                        + "; it had been "
                        + exposure.summary()
                        + ". 'atocore memory exposure "
                        + memoryId
                        + "' lists them.")
                .withContext(context)
                .withKey("exposure/" + memoryId));
  }
}
