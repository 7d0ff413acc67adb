package dev.atocore.alerts.route;

import dev.atocore.alerts.event.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A receiver as it was set, not looked at yet: a builder setter must not fail on what only counts
 * at the end.
 */
public record ReceiverSettings(
    String url, @Nullable String name, @Nullable Severity min, Map<String, String> headers) {

  /** A receiver of which only the URL was set. */
  public static ReceiverSettings of(String url) {
    return new ReceiverSettings(url, null, null, Map.of());
  }

  @Override
  public String toString() {
    return "a receiver";
  }
}
