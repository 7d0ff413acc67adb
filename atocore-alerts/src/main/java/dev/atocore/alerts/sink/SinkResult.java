package dev.atocore.alerts.sink;

import static java.util.Objects.requireNonNull;

/** What one sink did with one alert. Reasons never hold a secret. Immutable and thread-safe. */
public sealed interface SinkResult {

  /**
   * Returns the outcome in one word: {@code delivered}, {@code skipped}, {@code failed} or {@code
   * kept}.
   */
  String outcome();

  /** Returns why, in one line; empty when there is nothing to add. */
  String reason();

  /** Returns the result of a delivery that worked. */
  static SinkResult delivered() {
    return new Delivered("");
  }

  /** Returns the result of an alert that was rightly not sent. */
  static SinkResult skipped(String reason) {
    return new Skipped(reason);
  }

  /** Returns the result of a delivery that failed and is not tried again. */
  static SinkResult failed(String reason) {
    return new Failed(reason);
  }

  /** Returns the result of a delivery that has not worked yet and is kept to be tried again. */
  static SinkResult kept(String reason) {
    return new Kept(reason);
  }

  /** The sink has the alert. */
  record Delivered(String reason) implements SinkResult {
    /** Checks the reason. */
    public Delivered {
      requireNonNull(reason, "reason is null");
    }

    @Override
    public String outcome() {
      return "delivered";
    }
  }

  /** The alert was not meant for the sink now: below its severity, or said already. */
  record Skipped(String reason) implements SinkResult {
    /** Checks the reason. */
    public Skipped {
      requireNonNull(reason, "reason is null");
    }

    @Override
    public String outcome() {
      return "skipped";
    }
  }

  /** The sink did not take the alert, and trying again by itself would not help. */
  record Failed(String reason) implements SinkResult {
    /** Checks the reason. */
    public Failed {
      requireNonNull(reason, "reason is null");
    }

    @Override
    public String outcome() {
      return "failed";
    }
  }

  /** The sink did not take the alert yet; it waits in the spool. */
  record Kept(String reason) implements SinkResult {
    /** Checks the reason. */
    public Kept {
      requireNonNull(reason, "reason is null");
    }

    @Override
    public String outcome() {
      return "kept";
    }
  }
}
