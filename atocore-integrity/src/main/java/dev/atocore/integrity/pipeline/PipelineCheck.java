package dev.atocore.integrity.pipeline;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.extracted.RefusedLines;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.alert.LastingAlerts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;

/**
 * Tells when the nightly job falls short: retrieval gets worse, or candidates pile up. One alert
 * for each, resolved when it is over. Thread-safe.
 */
public final class PipelineCheck {
  static final String HARNESS_ALERT = "pipeline.harness";
  static final String QUEUE_ALERT = "pipeline.queue";
  static final String REFUSED_ALERT = "pipeline.refused";

  private final MemoryStore store;
  private final LastingAlerts alerts;

  /** A check of that store. Both stay the caller's to close. */
  public PipelineCheck(MemoryStore store, Alerts alerts) {
    this.store = store;
    this.alerts = new LastingAlerts(store, alerts);
  }

  /**
   * Looks at the last harness result and at the queue. A harness that never ran is told in the
   * result and raises no alert.
   */
  public PipelineResult run(PipelineLimits limits) {
    LastHarness harness = LastHarness.of(store).orElse(null);
    PipelineResult result =
        new PipelineResult(
            Times.format(Instant.now()),
            harness,
            CandidateQueue.of(store),
            limits,
            new RefusedLines(store.location()).list().size());
    if (harness != null && result.harnessLow()) {
      alerts.raise(harnessAlert(harness, limits));
    } else if (harness != null) {
      alerts.clear(HARNESS_ALERT);
    }
    if (result.queueLong()) {
      alerts.raise(queueAlert(result.queue(), limits));
    } else {
      alerts.clear(QUEUE_ALERT);
    }
    if (result.refused() > 0) {
      alerts.raise(refusedAlert(result.refused()));
    } else {
      alerts.clear(REFUSED_ALERT);
    }
    return result;
  }

  private static AlertRequest refusedAlert(long refused) {
    return AlertRequest.of(
            Severity.WARNING,
            "Refused candidates: " + refused,
            "What an extractor printed was refused and is kept. 'atocore memory refused' shows it;"
                + " import it again with --retry, or --drop it.")
        .withContext(Map.of("refused", Long.toString(refused)))
        .withKey(REFUSED_ALERT);
  }

  private static AlertRequest harnessAlert(LastHarness harness, PipelineLimits limits) {
    String rate = percent(harness.passRate());
    return AlertRequest.of(
            Severity.WARNING,
            "Retrieval harness: " + rate + " passed",
            harness.passed()
                + " of "
                + harness.total()
                + " cases passed, fewer than "
                + percent(limits.minHarness())
                + ", mode "
                + harness.mode()
                + ". 'atocore harness run' names the cases that failed.")
        .withContext(
            Map.of(
                "pass_rate",
                Double.toString(harness.passRate()),
                "min_harness",
                Double.toString(limits.minHarness())))
        .withKey(HARNESS_ALERT);
  }

  private static AlertRequest queueAlert(CandidateQueue queue, PipelineLimits limits) {
    return AlertRequest.of(
            Severity.WARNING,
            "Candidate queue: " + queue.count() + " wait",
            queue.count()
                + " candidates wait for review, more than "
                + limits.maxQueue()
                + "; the oldest since "
                + queue.oldest()
                + ". Review them with 'atocore memory list --status candidate'.")
        .withContext(
            Map.of(
                "candidates",
                Long.toString(queue.count()),
                "max_queue",
                Long.toString(limits.maxQueue())))
        .withKey(QUEUE_ALERT);
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.DOWN).toPlainString() + " %";
  }
}
