package dev.atocore.server.metrics;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.server.figures.Figures;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the store itself says, all of it or the part that a caller sees. */
final class StoreMetrics {
  private StoreMetrics() {}

  /**
   * Registers them.
   *
   * @param candidates how many memories wait for review
   * @param last the last integrity result
   */
  static void register(
      PrometheusRegistry registry,
      Figures figures,
      LongSupplier candidates,
      Supplier<Optional<IntegrityResult>> last) {
    CounterWithCallback.builder()
        .name("atocore_mutations_total")
        .help("Entries of the audit log by action.")
        .labelNames("action")
        .callback(
            out ->
                byKnownAction(figures).forEach((action, count) -> out.call((double) count, action)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("atocore_candidates")
        .help("Memories that wait for review.")
        .callback(out -> out.call((double) candidates.getAsLong()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("atocore_integrity_findings")
        .help("Findings of the last integrity run by check, acknowledged ones too.")
        .labelNames("check", "severity")
        .callback(
            out ->
                last.get()
                    .ifPresent(
                        result -> {
                          for (CheckResult check : result.checks()) {
                            out.call((double) check.count(), check.id(), check.severity().text());
                          }
                        }))
        .register(registry);
    GaugeWithCallback.builder()
        .name("atocore_integrity_last_run_timestamp_seconds")
        .help("When the last integrity run began; absent before the first.")
        .callback(
            out ->
                last.get()
                    .ifPresent(
                        result -> {
                          Instant started = instant(result.startedAt());
                          if (started != null) {
                            out.call(started.toEpochMilli() / 1e3);
                          }
                        }))
        .register(registry);
  }

  /** What tampering left in the log must not become a label. */
  private static Map<String, Long> byKnownAction(Figures figures) {
    Map<String, Long> counts = new TreeMap<>();
    for (AuditAction action : AuditAction.values()) {
      counts.put(action.verb(), 0L);
    }
    figures
        .byAction()
        .forEach(
            (action, count) ->
                counts.merge(counts.containsKey(action) ? action : "unknown", count, Long::sum));
    return counts;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
