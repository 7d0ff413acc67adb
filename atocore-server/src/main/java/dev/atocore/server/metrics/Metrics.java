package dev.atocore.server.metrics;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.sink.SinkStatus;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.store.AuditFailures;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.pipeline.CandidateQueue;
import dev.atocore.server.access.Stores;
import dev.atocore.server.figures.Figures;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.RequestObserver;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * What Prometheus scrapes. The values are those of the store, whoever changed it, but for the HTTP
 * requests and the audit failures, which are this process' own. Thread-safe.
 */
public final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final MemoryStore store;
  private final Alerts alerts;
  private final Stores stores;
  private final Histogram latency;
  private final RefusedRequests refusals = new RefusedRequests(registry);

  /** The metrics of that store; store and alerts stay the caller's to close. */
  public Metrics(
      MemoryStore store, Alerts alerts, StoreFigures figures, Stores stores, RecallLog recalls) {
    this.store = store;
    this.alerts = alerts;
    this.stores = stores;
    this.latency =
        Histogram.builder()
            .name("atocore_http_request_duration_seconds")
            .help("From the first header to the last byte of the answer.")
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(
                0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .register(registry);
    registerAudit();
    registerAlerts();
    RecallMetrics.register(registry, recalls);
    StoreMetrics.register(
        registry, figures, () -> CandidateQueue.of(store).count(), () -> Integrity.last(store));
  }

  public RequestObserver requests() {
    return done -> {
      refusals.count(done);
      String route = done.route();
      // Methods and paths that clients make up must not become labels.
      latency
          .labelValues(
              route == null ? "other" : done.method(),
              route == null ? "none" : route,
              Integer.toString(done.status()))
          .observe(done.nanos() / 1e9);
    };
  }

  /** The metrics; those of the server itself for callers of the whole store only. */
  public Answer scrape(Request request) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(8192);
    writer.write(text, registry(stores.of(request).unrecorded(), stores.figures(request)).scrape());
    return Answer.bytes(200, writer.getContentType(), text.toByteArray());
  }

  private PrometheusRegistry registry(GuardedStore seen, Figures counts) {
    if (!seen.principal().scope().bound()) {
      return registry;
    }
    PrometheusRegistry part = new PrometheusRegistry();
    StoreMetrics.register(part, counts, counts::waiting, () -> Integrity.last(seen));
    return part;
  }

  private void registerAudit() {
    CounterWithCallback.builder()
        .name("atocore_audit_failures_total")
        .help("Entries that this server could not write to the log at the time.")
        .labelNames("outcome")
        .callback(
            out -> {
              AuditFailures failures = store.audit().failures();
              out.call((double) failures.delayed(), "delayed");
              out.call((double) failures.lost(), "lost");
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("atocore_audit_spool_entries")
        .help("Audit entries that wait in the spool.")
        .callback(
            out ->
                out.call(
                    store.audit().spool().isEmpty() ? 0 : store.audit().pending().entries().size()))
        .register(registry);
  }

  private void registerAlerts() {
    AlertTally tally = new AlertTally(alerts.log());
    CounterWithCallback.builder()
        .name("atocore_alerts_total")
        .help("Alerts in the alert log by severity and sink.")
        .labelNames("severity", "sink", "decision")
        .callback(
            out ->
                tally
                    .counts()
                    .forEach(
                        (key, count) ->
                            out.call(
                                (double) count, key.severity().text(), key.sink(), key.decision())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("atocore_alerts_undelivered")
        .help("Alerts that a sink has not taken: they wait, or it refused them for good.")
        .labelNames("sink", "state")
        .callback(
            out -> {
              try {
                for (SinkStatus sink : alerts.sinks()) {
                  out.call(sink.waiting(), sink.id(), "waiting");
                  out.call(sink.dead(), sink.id(), "refused");
                }
              } catch (AlertsException e) {
                // Without the spool there is nothing to report; the other metrics are reported.
                return;
              }
            })
        .register(registry);
  }
}
