package dev.atocore.server.metrics;

import dev.atocore.server.http.RequestObserver.Done;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs who was not let in, or may not do what they asked for. Thread-safe. */
final class RefusedRequests {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.http.Refusals");

  private final Counter counter;

  RefusedRequests(PrometheusRegistry registry) {
    counter =
        Counter.builder()
            .name("atocore_refusals_total")
            .help(
                "Requests that were refused, by the name of the key and why; wrong tokens have"
                    + " none.")
            .labelNames("key", "reason")
            .register(registry);
  }

  void count(Done done) {
    String reason = done.refusal();
    int status = done.status();
    // What an agent may not do is told it by a tool, in an answer that is 200 itself.
    if (reason == null || (status != 401 && status != 403 && status != 429 && status != 200)) {
      return;
    }
    // Names that somebody makes up must not become labels: these are of keys.
    String key = done.key() == null ? "" : done.key();
    counter.labelValues(key, reason).inc();
    log.warn(
        "Request {} of {} from {} was refused: {} {} {}",
        done.requestId(),
        key.isEmpty() ? "nobody" : "key " + key,
        done.remote(),
        status,
        reason,
        done.route() == null ? "" : done.method() + " " + done.route());
  }
}
