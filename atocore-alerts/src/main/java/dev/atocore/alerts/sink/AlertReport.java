package dev.atocore.alerts.sink;

import dev.atocore.alerts.event.Alert;
import java.util.List;

/**
 * What became of one alert, sink by sink. Immutable and thread-safe.
 *
 * @param alert the alert as the sinks got it
 * @param sinks one outcome a sink, in the order of configuration: {@code slf4j}, {@code log},
 *     webhooks, custom sinks
 */
public record AlertReport(Alert alert, List<Outcome> sinks) {

  /** The id of the sink that writes to SLF4J. */
  public static final String SLF4J = "slf4j";

  /** The id of the sink that writes the log file. */
  public static final String LOG = "log";

  /** Copies the list. */
  public AlertReport {
    sinks = List.copyOf(sinks);
  }

  /**
   * Whether the alert is nowhere: at least one sink failed, and none has it or keeps it. SLF4J
   * gives no receipt, so it does not count; neither does a sink the alert was not meant for.
   */
  public boolean allFailed() {
    boolean failed = false;
    for (Outcome sink : sinks) {
      if (sink.sinkId().equals(SLF4J)) {
        continue;
      }
      if (sink.result().is(SinkResult.Kind.DELIVERED) || sink.result().is(SinkResult.Kind.KEPT)) {
        return false;
      }
      failed |= sink.result().is(SinkResult.Kind.FAILED);
    }
    return failed;
  }

  /** Whether every sink was skipped: nothing to say, for instance a resolve of what never fired. */
  public boolean allSkipped() {
    for (Outcome sink : sinks) {
      if (!sink.result().is(SinkResult.Kind.SKIPPED)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What one sink did.
   *
   * @param sinkId the sink's stable id; never its URL
   * @param result what happened
   */
  public record Outcome(String sinkId, SinkResult result) {}
}
