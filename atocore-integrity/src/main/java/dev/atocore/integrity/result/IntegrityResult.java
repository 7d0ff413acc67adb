package dev.atocore.integrity.result;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found.
 *
 * @param startedAt when it began, ISO-8601 UTC
 * @param durationMs how long it took, in milliseconds
 * @param checks what each check found, in the order in which they ran
 * @param partial whether not everything was looked at: only some of the checks were asked for, or
 *     only what is new, or the run was ended early
 * @param since only what came after that time was looked at, ISO-8601 UTC; null for everything
 * @param interrupted whether the run was ended early
 * @param keepError why the result could not be kept in the store; null when it is kept
 */
public record IntegrityResult(
    String startedAt,
    long durationMs,
    List<CheckResult> checks,
    boolean partial,
    @Nullable String since,
    boolean interrupted,
    @Nullable String keepError) {
  /** Copies the list. */
  public IntegrityResult {
    checks = List.copyOf(checks);
  }

  /** How many findings there are in all, the acknowledged ones among them. */
  public long findingsTotal() {
    long total = 0;
    for (CheckResult check : checks) {
      total += check.count();
    }
    return total;
  }

  /** The worst that came of it: a failed check (or a result not kept), findings, or neither. */
  public CheckStatus status() {
    boolean findings = false;
    for (CheckResult check : checks) {
      switch (check.status()) {
        case ERROR -> {
          return CheckStatus.ERROR;
        }
        case FINDINGS -> findings = true;
        case OK -> {}
      }
    }
    if (keepError != null) {
      return CheckStatus.ERROR;
    }
    return findings ? CheckStatus.FINDINGS : CheckStatus.OK;
  }

  /** Whether some finding that nobody acknowledged is at least that bad. */
  public boolean hasFindingsAtLeast(Severity level) {
    for (CheckResult check : checks) {
      if (check.open() > 0 && check.severity().compareTo(level) >= 0) {
        return true;
      }
    }
    return false;
  }

  public IntegrityResult withChecks(List<CheckResult> others) {
    return new IntegrityResult(
        startedAt, durationMs, others, partial, since, interrupted, keepError);
  }

  /** With at most so many findings of each check. */
  public IntegrityResult capped(int samples) {
    List<CheckResult> fewer = new ArrayList<>();
    for (CheckResult check : checks) {
      List<Finding> findings = check.findings();
      fewer.add(
          findings.size() <= samples ? check : check.withFindings(findings.subList(0, samples)));
    }
    return withChecks(fewer);
  }

  public IntegrityResult notKept(String why) {
    return new IntegrityResult(startedAt, durationMs, checks, partial, since, interrupted, why);
  }

  /**
   * Writes one object: {@code started_at, duration_ms, checks, findings_total, status}, and {@code
   * partial}, {@code since}, {@code interrupted} and {@code keep_error} where they apply.
   */
  public void write(JsonGenerator json) throws IOException {
    IntegrityJson.write(json, this);
  }
}
