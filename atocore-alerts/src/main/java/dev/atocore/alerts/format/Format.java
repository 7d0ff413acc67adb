package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of receiver is spoken to: what it is sent, and what its answer means.
 * Implementations are thread-safe.
 */
public interface Format {

  /** The name as in a URL's prefix, for instance {@code discord}. */
  String name();

  /**
   * What to post, one request each, in order.
   *
   * @param replaces the severity under which the same condition was told before, when it was
   *     another one
   */
  List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces);

  /**
   * The headers that go with one body.
   *
   * @param follows the id of the alert by which the same condition was told before; null when that
   *     was not told or has ended
   */
  default Map<String, String> headers(
      Alert alert, String body, Instant now, @Nullable String follows) {
    return Map.of("Content-Type", "application/json; charset=utf-8");
  }

  /** Whether the receiver folds repeats itself, so that it wants to hear each of them. */
  default boolean foldsRepeats() {
    return false;
  }

  /** Whether what is sent stays open at the receiver until it is resolved. */
  default boolean staysOpen() {
    return false;
  }

  /** What the answer means. */
  default Attempt judge(ReceiverAnswer answer, Instant now) {
    return answer.byStatus(now);
  }
}
