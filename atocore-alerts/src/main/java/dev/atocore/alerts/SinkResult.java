package dev.atocore.alerts;

import org.jspecify.annotations.Nullable;

/**
 * What became of an alert at one sink.
 *
 * @param sink the sink's name
 * @param outcome what happened
 * @param detail why it was skipped or failed, in one line without secrets; null when delivered
 */
public record SinkResult(String sink, Outcome outcome, @Nullable String detail) {
  /** The kinds. */
  public enum Outcome {
    /** The sink took it. */
    DELIVERED,
    /** The sink was not meant to have it. */
    SKIPPED,
    /** The sink did not take it. */
    FAILED
  }

  /** The sink took it. */
  public static SinkResult delivered(String sink) {
    return new SinkResult(sink, Outcome.DELIVERED, null);
  }

  /** The sink was not meant to have it. */
  public static SinkResult skipped(String sink, String why) {
    return new SinkResult(sink, Outcome.SKIPPED, why);
  }

  /** The sink did not take it. */
  public static SinkResult failed(String sink, String why) {
    return new SinkResult(sink, Outcome.FAILED, why);
  }
}
