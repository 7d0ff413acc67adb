package dev.atocore.integrity;

import dev.atocore.core.AtoCoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one check and makes its result of what it found, whatever goes wrong. */
final class CheckRun {
  private static final Logger log = LoggerFactory.getLogger(CheckRun.class);

  private final CheckContext context;
  private final int samples;
  private final Acknowledgements acknowledgements;
  private final Map<String, Acknowledgement> holding;

  CheckRun(
      CheckContext context,
      int samples,
      Acknowledgements acknowledgements,
      Map<String, Acknowledgement> holding) {
    this.context = context;
    this.samples = samples;
    this.acknowledgements = acknowledgements;
    this.holding = holding;
  }

  CheckResult run(IntegrityCheck check) {
    List<Acknowledgement> known = new ArrayList<>();
    Set<String> accepted = new HashSet<>();
    for (Acknowledgement ack : holding.values()) {
      if (Finding.isOf(ack.findingId(), check.id())) {
        known.add(ack);
        accepted.add(ack.findingId());
      }
    }
    Findings findings = new Findings(check.id(), samples, accepted);
    String error = null;
    try {
      check.run(context, findings);
    } catch (Exception e) {
      // Whatever it is, embedders' checks included: the other checks must still run.
      log.warn("The check {} failed: {}", check.id(), e.getMessage());
      log.debug("The check {} failed", check.id(), e);
      error = String.valueOf(e.getMessage());
    }
    long acknowledged = findings.acceptedSeen().size();
    CheckStatus status =
        error != null
            ? CheckStatus.ERROR
            : findings.count() > acknowledged ? CheckStatus.FINDINGS : CheckStatus.OK;
    return new CheckResult(
        check.id(),
        check.severity(),
        status,
        findings.count(),
        acknowledged,
        findings.kept(),
        error == null ? note(findings, known) : findings.note(),
        error);
  }

  static CheckResult failed(IntegrityCheck check, String error) {
    return new CheckResult(
        check.id(), check.severity(), CheckStatus.ERROR, 0, 0, List.of(), null, error);
  }

  /** Tells once of acknowledged findings that are gone. */
  private @Nullable String note(Findings findings, List<Acknowledgement> known) {
    String note = findings.note();
    if (known.isEmpty()) {
      return note;
    }
    try {
      List<String> gone = acknowledgements.seen(known, findings.acceptedSeen(), context.now());
      if (!gone.isEmpty()) {
        String told = "acknowledged and now gone: " + String.join(", ", gone);
        note = note == null ? told : note + "; " + told;
      }
    } catch (AtoCoreException e) {
      log.warn("Which acknowledged findings are gone could not be kept: {}", e.getMessage());
    }
    return note;
  }

  static Map<String, Acknowledgement> holding(Acknowledgements acknowledgements, Instant now) {
    try {
      return acknowledgements.holding(now);
    } catch (AtoCoreException e) {
      // Better to alert about a known finding than not to look at all.
      log.warn("The acknowledgements cannot be read: {}", e.getMessage());
      return Map.of();
    }
  }
}
