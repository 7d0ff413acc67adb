package dev.atocore.alerts.delivery;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.local.InvalidSink;
import dev.atocore.alerts.local.LogFile;
import dev.atocore.alerts.local.Slf4jSink;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.AlertSink;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.alerts.text.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings one alert to all sinks: the local ones one after the other, the receivers all at once,
 * under one deadline.
 */
public final class FanOut {
  private final Slf4jSink slf4j = new Slf4jSink();
  private final LogFile log;
  private final List<AlertSink> custom;
  private final Receivers receivers;
  private final Secrets secrets;
  private final Duration timeout;

  public FanOut(
      LogFile log, List<AlertSink> custom, Receivers receivers, Secrets secrets, Duration timeout) {
    this.secrets = secrets;
    this.log = log;
    this.custom = custom;
    this.receivers = receivers;
    this.timeout = timeout;
  }

  public AlertReport send(Alert alert) {
    if (!Inside.enter()) {
      return nested(alert);
    }
    try {
      Deadline deadline = Deadline.after(timeout);
      Plan plan = receivers.plan(alert);
      Map<String, SinkResult> results = new LinkedHashMap<>();
      if (plan.tellLocal() || !plan.parcels().isEmpty()) {
        results.put(AlertReport.SLF4J, guarded(slf4j, alert, deadline));
        writeLog(alert, plan.decisions(), results);
      } else {
        skipLocal(results, "had not fired");
      }
      List<FutureTask<SinkResult>> running = receivers.start(plan, deadline);
      for (AlertSink sink : custom) {
        results.put(
            sink.id(),
            plan.tellLocal()
                ? guarded(sink, alert, deadline)
                : SinkResult.skipped("had not fired"));
      }
      collect(plan, running, deadline, results);
      receivers.afterwards(results, deadline);
      return report(alert, results);
    } finally {
      Inside.leave();
    }
  }

  /** Sends to every sink once, without keys, minimums or spool, to see whether it works. */
  public AlertReport test(Alert alert) {
    Deadline deadline = Deadline.after(timeout);
    boolean entered = Inside.enter();
    try {
      List<FutureTask<SinkResult>> running = receivers.startTest(alert, deadline);
      Map<String, SinkResult> results = new LinkedHashMap<>();
      results.put(AlertReport.SLF4J, guarded(slf4j, alert, deadline));
      Map<String, String> decisions = new LinkedHashMap<>();
      receivers.routes().forEach(route -> decisions.put(route.id(), Plan.SEND));
      writeLog(alert, decisions, results);
      for (AlertSink sink : custom) {
        results.put(sink.id(), guarded(sink, alert, deadline));
      }
      for (int i = 0; i < running.size(); i++) {
        SinkResult late = SinkResult.failed("no answer in time");
        results.put(receivers.routes().get(i).id(), await(running.get(i), deadline, late));
      }
      return report(alert, results);
    } finally {
      if (entered) {
        Inside.leave();
      }
    }
  }

  private void writeLog(
      Alert alert, Map<String, String> decisions, Map<String, SinkResult> results) {
    Map<String, String> all = new LinkedHashMap<>();
    SinkResult slf4jResult = results.get(AlertReport.SLF4J);
    all.put(AlertReport.SLF4J, slf4jResult == null ? Plan.SEND : slf4jResult.outcome());
    all.putAll(decisions);
    for (AlertSink sink : custom) {
      all.put(sink.id(), Plan.SEND);
    }
    SinkResult written = log.append(alert, all);
    if (written.is(SinkResult.Kind.FAILED)) {
      receivers.localFailed(AlertReport.LOG, written.reason());
    }
    results.put(AlertReport.LOG, written);
  }

  private void skipLocal(Map<String, SinkResult> results, String reason) {
    results.put(AlertReport.SLF4J, SinkResult.skipped(reason));
    results.put(AlertReport.LOG, SinkResult.skipped(reason));
  }

  /** An alert about the sending of an alert is worth a line in the log, and must not be sent. */
  private AlertReport nested(Alert alert) {
    Map<String, SinkResult> results = new LinkedHashMap<>();
    String reason = "emitted while another alert is being delivered";
    results.put(AlertReport.SLF4J, SinkResult.skipped(reason));
    writeLog(alert, Map.of(), results);
    for (AlertSink sink : custom) {
      results.put(sink.id(), SinkResult.skipped(reason));
    }
    return report(alert, results);
  }

  private SinkResult guarded(AlertSink sink, Alert alert, Deadline deadline) {
    if (sink instanceof InvalidSink) {
      return sink.deliver(alert, deadline);
    }
    SinkResult result;
    try {
      result = requireNonNull(sink.deliver(alert, deadline), "the result is null");
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      // Whatever a sink does, the others still get the alert.
      result = SinkResult.failed("it threw " + e);
    }
    if (result.is(SinkResult.Kind.FAILED)) {
      String reason = secrets.maskReason(result.reason());
      receivers.localFailed(sink.id(), reason);
      return SinkResult.failed(reason);
    }
    return result;
  }

  private static void collect(
      Plan plan,
      List<FutureTask<SinkResult>> running,
      Deadline deadline,
      Map<String, SinkResult> results) {
    Map<String, SinkResult> sent = new LinkedHashMap<>();
    for (int i = 0; i < running.size(); i++) {
      Plan.Parcel parcel = plan.parcels().get(i);
      SinkResult late =
          parcel.spooled()
              ? SinkResult.kept("no answer in time")
              : SinkResult.failed("no answer in time, and not kept: " + parcel.problem());
      sent.put(parcel.route().id(), await(running.get(i), deadline, late));
    }
    plan.decisions()
        .forEach(
            (id, decision) -> results.put(id, sent.getOrDefault(id, SinkResult.skipped(decision))));
  }

  private static SinkResult await(FutureTask<SinkResult> task, Deadline deadline, SinkResult late) {
    try {
      return task.get(deadline.waitMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return late;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late;
    } catch (ExecutionException e) {
      return SinkResult.failed("it threw " + e.getCause());
    }
  }

  private static AlertReport report(Alert alert, Map<String, SinkResult> results) {
    List<AlertReport.Outcome> outcomes = new ArrayList<>();
    results.forEach((id, result) -> outcomes.add(new AlertReport.Outcome(id, result)));
    return new AlertReport(alert, outcomes);
  }
}
