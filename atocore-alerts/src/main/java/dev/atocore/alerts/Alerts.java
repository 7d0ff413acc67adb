package dev.atocore.alerts;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.delivery.FanOut;
import dev.atocore.alerts.delivery.Receivers;
import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.sink.AlertLog;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.sink.SinkStatus;
import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.alerts.sink.UndeliveredPage;
import dev.atocore.alerts.spool.KeyState;
import dev.atocore.alerts.text.AlertIds;
import dev.atocore.alerts.text.CleanContext;
import dev.atocore.alerts.text.Digests;
import dev.atocore.alerts.text.Secrets;
import dev.atocore.alerts.text.Text;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts to SLF4J, the log file, webhooks and the caller's own sinks, each failing on its
 * own.
 *
 * <p>Emitting and resolving never throw on account of a sink, a setting or the text. Without {@link
 * AlertsBuilder#background()} they wait for the webhooks, at most the timeout; with it they write
 * local files only. What a webhook did not take stays in the spool.
 *
 * <p>Thread-safe; several processes may share the same log and spool.
 */
public final class Alerts implements AutoCloseable {
  private static final int MAX_TITLE = 1_000;
  private static final int MAX_MESSAGE = 64 * 1024;
  private static final int MAX_KEY = 1_000;

  /** What all of it may take as JSON, so that the spool always reads back what it wrote. */
  private static final int MAX_JSON = 256 * 1024;

  private final FanOut fanOut;
  private final Receivers receivers;
  private final List<AlertSink> custom;
  private final Path logFile;
  private final Path spool;
  private final Secrets secrets;
  private final Clock clock;
  private final List<String> warnings;

  Alerts(
      FanOut fanOut,
      Receivers receivers,
      List<AlertSink> custom,
      Path logFile,
      Path spool,
      Secrets secrets,
      Clock clock,
      List<String> warnings) {
    this.fanOut = fanOut;
    this.receivers = receivers;
    this.custom = custom;
    this.logFile = logFile;
    this.spool = spool;
    this.secrets = secrets;
    this.clock = clock;
    this.warnings = warnings;
  }

  /**
   * Alerts as the environment sets them up.
   *
   * @param env the environment, as of {@link System#getenv()}
   */
  public static Alerts fromEnvironment(Map<String, String> env) {
    return builder().environment(env).build();
  }

  /** A builder with defaults: SLF4J and the log file, no webhook. */
  public static AlertsBuilder builder() {
    return new AlertsBuilder();
  }

  /**
   * Sends an alert without a key.
   *
   * @param context ordered details; see {@link AlertRequest#context()}
   * @return what each sink did
   */
  public AlertReport emit(
      Severity severity,
      String title,
      String message,
      Map<String, ? extends @Nullable Object> context) {
    return emit(AlertRequest.of(severity, title, message).withContext(context));
  }

  /**
   * Sends an alert. One with a key goes to a webhook the first time, when it gets worse, and when
   * the repeat interval is over; the log, SLF4J and custom sinks get it each time.
   *
   * @return what each sink did
   */
  public AlertReport emit(AlertRequest request) {
    requireNonNull(request, "request is null");
    String title = Text.oneLine(request.title()).strip();
    return fanOut.send(
        alert(
            request.severity(),
            request.requestedSeverity(),
            AlertStatus.FIRING,
            title.isEmpty() ? "(no title)" : title,
            request.message(),
            request.context(),
            request.key()));
  }

  /**
   * Reports that a condition is over. Every sink that was notified of it is notified once; when
   * none was, nothing is sent and nothing logged, and every outcome is a {@link
   * SinkResult.Kind#SKIPPED}.
   *
   * @param key the key of the alerts that reported the condition
   * @return what each sink did
   */
  public AlertReport resolve(String key) {
    requireNonNull(key, "key is null");
    Severity severity = Severity.INFO;
    String title = "";
    for (KeyState.Told told : receivers.known(bounded(key)).sinks().values()) {
      severity =
          told.severity() != null && told.severity().atLeast(severity) ? told.severity() : severity;
      title = told.title() == null ? title : told.title();
    }
    String what = title.isEmpty() ? key : title;
    return fanOut.send(
        alert(
            severity,
            severity.text(),
            AlertStatus.RESOLVED,
            Text.oneLine(what),
            "The condition is over.",
            Map.of(),
            key));
  }

  private Alert alert(
      Severity severity,
      String requested,
      AlertStatus status,
      String title,
      String message,
      Map<String, ? extends @Nullable Object> context,
      @Nullable String key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Alert whole =
        new Alert(
            AlertIds.next(now.toEpochMilli()),
            now,
            severity,
            clean(requested, 100),
            status,
            clean(title, MAX_TITLE),
            clean(message, MAX_MESSAGE),
            CleanContext.of(context, secrets),
            key == null ? null : bounded(key));
    return AlertJson.fit(whole, MAX_JSON);
  }

  private String clean(String text, int max) {
    return Text.clip(secrets.maskText(Text.wellFormed(text)), max);
  }

  /**
   * A key is compared, so it is cut by length alone; what differs behind that stays apart by its
   * digest.
   */
  private String bounded(String key) {
    String formed = secrets.maskText(Text.wellFormed(key));
    return formed.length() <= MAX_KEY
        ? formed
        : formed.substring(0, 100) + "…" + Digests.sha256(formed);
  }

  /** The reader of the alert log. */
  public AlertLog log() {
    return new AlertLog(logFile);
  }

  /** The folder of what webhooks have not taken and of what they were told. */
  public Path spool() {
    return spool;
  }

  /**
   * Tries again, now, to deliver everything that waits, except to webhooks that asked to be left
   * alone for a while.
   *
   * @throws AlertsException with code {@code flush_running} when another process is at it, {@code
   *     spool_unreadable} when the spool cannot be used
   */
  public FlushReport flush() {
    return receivers.flush(null);
  }

  /**
   * What webhooks have not taken: first what waits, then what they refused for good, each oldest
   * first.
   *
   * @throws AlertsException with code {@code spool_unreadable}
   */
  public List<Undelivered> listUndelivered() {
    return receivers.undelivered(Integer.MAX_VALUE, null).undelivered();
  }

  /**
   * The same, a page at a time.
   *
   * @param limit at most so many, at least 1
   * @param after the {@code next} of the page before; null for the first
   * @throws IllegalArgumentException if {@code limit} is below 1
   * @throws AlertsException with code {@code spool_unreadable}
   */
  public UndeliveredPage listUndelivered(int limit, @Nullable String after) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", not at least 1");
    }
    return receivers.undelivered(limit, after);
  }

  /**
   * Tries one undelivered alert again, also one that was refused for good.
   *
   * @throws AlertsException with code {@code alert_not_found} when no such alert is undelivered;
   *     and as {@link #flush()}
   */
  public FlushReport retry(String alertId) {
    requireNonNull(alertId, "alertId is null");
    int revived = receivers.revive(alertId);
    FlushReport report = receivers.flush(alertId);
    if (revived == 0 && report.tried().isEmpty()) {
      throw new AlertsException(
          "alert_not_found",
          "no undelivered alert has the id "
              + Text.clip(Text.oneLine(alertId), 100)
              + "; list the undelivered ones");
    }
    return report;
  }

  /**
   * Tries all undelivered alerts again, also those that were refused for good.
   *
   * @throws AlertsException as {@link #flush()}
   */
  public FlushReport retryAll() {
    receivers.revive(null);
    return receivers.flush(null);
  }

  /**
   * Sends on what is undelivered for one sink, configured or not, to a configured one.
   *
   * @throws AlertsException with code {@code sink_not_found} when {@code toSink} is no webhook of
   *     that id, {@code alert_not_found} when nothing is undelivered for {@code fromSink}; and as
   *     {@link #flush()}
   */
  public FlushReport sendOn(String fromSink, String toSink) {
    requireNonNull(toSink, "toSink is null");
    if (receivers.routes().stream().noneMatch(route -> route.id().equals(toSink))) {
      throw new AlertsException(
          "sink_not_found",
          "no webhook has the id " + Text.clip(Text.oneLine(toSink), 100) + "; list the sinks");
    }
    readdress(fromSink, toSink);
    return receivers.flush(null);
  }

  /**
   * Forgets what is undelivered for one sink, configured or not.
   *
   * @return how many alerts that were
   * @throws AlertsException with code {@code alert_not_found} when there are none; and as {@link
   *     #flush()}
   */
  public int drop(String sink) {
    return readdress(sink, null);
  }

  private int readdress(String from, @Nullable String to) {
    requireNonNull(from, "the sink is null");
    int moved = receivers.readdress(from, to);
    if (moved == 0) {
      throw new AlertsException(
          "alert_not_found",
          "nothing is undelivered for the sink " + Text.clip(Text.oneLine(from), 100));
    }
    return moved;
  }

  /**
   * Does something to the files of the spool while nobody takes or changes them, as to mask in them
   * what is not to be told any more. An alert that a command is delivering at that moment may be
   * written anew after it.
   *
   * @return whether it was done; not so when others are at the spool for longer than the timeout,
   *     or it cannot be used
   */
  public boolean whileSpoolRests(Runnable work) {
    return receivers.whileSpoolRests(requireNonNull(work, "work is null"));
  }

  /**
   * Sends one info alert through every sink, whatever its lowest severity, and keeps nothing that
   * fails.
   */
  public AlertReport test() {
    return fanOut.test(
        alert(
            Severity.INFO,
            Severity.INFO.text(),
            AlertStatus.FIRING,
            "AtoCore test alert",
            "If you can read this, alerts from AtoCore arrive here.",
            Map.of(),
            null));
  }

  /** The configured sinks and how they have fared, over all processes that share the spool. */
  public List<SinkStatus> sinks() {
    return new SinkList(receivers, custom, logFile).read();
  }

  /**
   * Which settings could not be used and what is used instead, one line each, for the caller to
   * print.
   */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Ends the background worker, if there is one, after at most the timeout; what is left stays in
   * the spool.
   */
  @Override
  public void close() {
    receivers.close();
  }

  @Override
  public String toString() {
    return "Alerts to " + receivers.routes() + " and " + logFile;
  }
}
