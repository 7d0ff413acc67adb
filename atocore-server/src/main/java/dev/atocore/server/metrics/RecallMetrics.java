package dev.atocore.server.metrics;

import dev.atocore.core.recall.RecallLog;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** How the log of who was told what fares in this process. */
final class RecallMetrics {
  private RecallMetrics() {}

  static void register(PrometheusRegistry registry, RecallLog recalls) {
    CounterWithCallback.builder()
        .name("atocore_recall_records_total")
        .help("Answers of this server that the recall log has.")
        .callback(out -> out.call((double) recalls.written()))
        .register(registry);
    CounterWithCallback.builder()
        .name("atocore_recall_lost_total")
        .help("Answers of this server that could not be recorded.")
        .callback(out -> out.call((double) recalls.lost()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("atocore_recall_waiting")
        .help("Answers of this server that are still to be recorded.")
        .callback(out -> out.call((double) recalls.waiting()))
        .register(registry);
  }
}
