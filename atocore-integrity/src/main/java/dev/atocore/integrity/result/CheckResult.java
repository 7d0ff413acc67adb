package dev.atocore.integrity.result;

import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.check.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param id the check
 * @param severity how bad its findings are
 * @param status what came of it
 * @param count how many findings there are, exactly, the acknowledged ones among them
 * @param acknowledged how many of them an operator has accepted
 * @param findings the first of them
 * @param note what was not looked at; null when nothing was left out
 * @param error why the check failed; null unless its status is {@link CheckStatus#ERROR}
 */
public record CheckResult(
    String id,
    Severity severity,
    CheckStatus status,
    long count,
    long acknowledged,
    List<Finding> findings,
    @Nullable String note,
    @Nullable String error) {
  /** Copies the list. */
  public CheckResult {
    findings = List.copyOf(findings);
  }

  /** How many findings nobody has acknowledged. */
  public long open() {
    return count - acknowledged;
  }

  public CheckResult withFindings(List<Finding> others) {
    return new CheckResult(id, severity, status, count, acknowledged, others, note, error);
  }
}
