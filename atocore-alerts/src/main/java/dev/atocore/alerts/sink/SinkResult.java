package dev.atocore.alerts.sink;

import static java.util.Objects.requireNonNull;

/**
 * What one sink did with one alert. Immutable and thread-safe.
 *
 * @param kind what became of the alert
 * @param reason why, in one line without a secret; empty when there is nothing to add
 */
public record SinkResult(Kind kind, String reason) {

  /** What became of an alert at a sink. */
  public enum Kind {
    /** The sink has the alert. */
    DELIVERED("delivered"),
    /** The alert was not meant for the sink now: below its severity, or said already. */
    SKIPPED("skipped"),
    /** The sink did not take the alert, and trying again by itself would not help. */
    FAILED("failed"),
    /** The sink did not take the alert yet; it waits in the spool. */
    KEPT("kept");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** Checks that nothing is missing. */
  public SinkResult {
    requireNonNull(kind, "kind is null");
    requireNonNull(reason, "reason is null");
  }

  /** The kind in one word, as in JSON and in the log. */
  public String outcome() {
    return kind.text;
  }

  /** Whether the kind is this one. */
  public boolean is(Kind one) {
    return kind == one;
  }

  /** The result of a delivery that worked. */
  public static SinkResult delivered() {
    return new SinkResult(Kind.DELIVERED, "");
  }

  /** The result of an alert that was rightly not sent. */
  public static SinkResult skipped(String reason) {
    return new SinkResult(Kind.SKIPPED, reason);
  }

  /** The result of a delivery that failed and is not tried again. */
  public static SinkResult failed(String reason) {
    return new SinkResult(Kind.FAILED, reason);
  }

  /** The result of a delivery that has not worked yet and is kept to be tried again. */
  public static SinkResult kept(String reason) {
    return new SinkResult(Kind.KEPT, reason);
  }
}
