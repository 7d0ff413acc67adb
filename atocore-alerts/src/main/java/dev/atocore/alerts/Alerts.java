package dev.atocore.alerts;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands alerts to every sink, within one deadline for all. Thread-safe. Never throws for a sink's
 * sake: what failed stands in the report and in the program's log.
 */
public final class Alerts {
  private static final Logger log = LoggerFactory.getLogger(Alerts.class);

  private final List<AlertSink> sinks;
  private final Duration timeout;
  private final Path logFile;

  /**
   * Set while this thread delivers, so that a sink whose own failure raises an alert does not go
   * round in circles.
   */
  private final ThreadLocal<Boolean> delivering = ThreadLocal.withInitial(() -> false);

  Alerts(List<AlertSink> sinks, Duration timeout, Path logFile) {
    this.sinks = List.copyOf(sinks);
    this.timeout = timeout;
    this.logFile = logFile;
  }

  /** A builder with the log file and the program's log as its only sinks. */
  public static AlertsBuilder builder(Path logFile) {
    return new AlertsBuilder(logFile);
  }

  /**
   * A builder as the environment says: {@code ATOCORE_ALERT_LOG}, {@code ATOCORE_ALERT_WEBHOOK},
   * {@code ATOCORE_ALERT_TIMEOUT}.
   *
   * @throws IllegalArgumentException naming the variable that is wrong, without its value if that
   *     is a secret
   */
  public static AlertsBuilder fromEnvironment(Map<String, String> environment) {
    return AlertsBuilder.fromEnvironment(environment);
  }

  /** The alert log file. */
  public AlertLog log() {
    return new AlertLog(logFile);
  }

  /** Tells every sink. */
  public AlertReport emit(
      Severity severity, String title, String message, Map<String, String> context) {
    return emit(AlertRequest.of(severity, title, message).context(context));
  }

  /** Tells every sink. A severity that is none counts as info, and the program's log says so. */
  public AlertReport emit(AlertRequest request) {
    Severity severity = Severity.of(request.severity());
    if (severity == null) {
      log.warn(
          "\"{}\" is no severity (info, warning, critical); the alert is sent as info",
          PlainText.line(request.severity()));
      severity = Severity.INFO;
    }
    return deliver(alert(request, severity, false));
  }

  /** Tells every sink that the condition with that key is over. */
  public AlertReport resolve(String key) {
    AlertRequest request =
        AlertRequest.of(Severity.INFO, "Resolved: " + key, "The condition is over.").key(key);
    return deliver(alert(request, Severity.INFO, true));
  }

  private static Alert alert(AlertRequest request, Severity severity, boolean resolved) {
    return new Alert(
        UUID.randomUUID().toString(),
        PlainText.timestamp(Instant.now()),
        severity,
        request.severity(),
        resolved,
        request.title(),
        request.message(),
        request.context(),
        request.key());
  }

  private AlertReport deliver(Alert alert) {
    List<SinkResult> results = new ArrayList<>(sinks.size());
    if (delivering.get()) {
      return new AlertReport(alert, results);
    }
    delivering.set(true);
    try {
      long deadline = System.nanoTime() + timeout.toNanos();
      for (AlertSink sink : sinks) {
        results.add(deliver(sink, alert, Duration.ofNanos(deadline - System.nanoTime())));
      }
    } finally {
      delivering.remove();
    }
    return new AlertReport(alert, results);
  }

  private static SinkResult deliver(AlertSink sink, Alert alert, Duration timeLeft) {
    SinkResult result;
    if (timeLeft.isNegative() || timeLeft.isZero()) {
      result = SinkResult.failed(sink.name(), "no time was left before the deadline");
    } else {
      try {
        result = sink.deliver(alert, timeLeft);
      } catch (RuntimeException e) {
        result = SinkResult.failed(sink.name(), e.getClass().getSimpleName());
      }
    }
    if (result.outcome() == SinkResult.Outcome.FAILED) {
      log.warn(
          "The alert sink {} failed: {}",
          result.sink(),
          PlainText.line(String.valueOf(result.detail())));
    }
    return result;
  }
}
