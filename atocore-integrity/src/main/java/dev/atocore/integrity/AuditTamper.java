package dev.atocore.integrity;

import dev.atocore.alerts.Severity;
import dev.atocore.audit.AuditProblem;
import java.util.HashSet;
import java.util.Set;

/** Entries that were edited, or chains that were rewritten. Recomputes every hash of the log. */
final class AuditTamper implements IntegrityCheck {
  @Override
  public String id() {
    return "audit-tamper";
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public String finds() {
    return "audit entries that were altered, and chains that do not hold together";
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Told told = new Told(findings);
    context.store().audit().verify(null, told::problem);
  }

  private static boolean isTampering(AuditProblem.Verdict verdict) {
    return switch (verdict) {
      case ALTERED, LINK_BROKEN, FORKED -> true;
      // audit-gap and memory-drift tell these.
      case MISSING, TRUNCATED, PENDING, ROW_DRIFTED -> false;
    };
  }

  /** Keeps what was told of one memory, since two links of an entry can be broken. */
  private static final class Told {
    private final Findings findings;
    private final Set<String> subjects = new HashSet<>();
    private String memoryId = "";

    Told(Findings findings) {
      this.findings = findings;
    }

    void problem(AuditProblem problem) {
      if (!isTampering(problem.verdict())) {
        return;
      }
      if (!problem.memoryId().equals(memoryId)) {
        memoryId = problem.memoryId();
        subjects.clear();
      }
      String subject = memoryId + "@" + problem.version();
      if (problem.verdict() == AuditProblem.Verdict.FORKED) {
        subject += "/" + problem.entryId();
      }
      if (subjects.add(subject)) {
        Details details =
            Details.of(problem.detail())
                .with("memory_id", memoryId)
                .with("version", problem.version())
                .with("verdict", problem.verdict().code());
        Long entryId = problem.entryId();
        findings.add(subject, entryId == null ? details : details.with("entry_id", entryId));
      }
    }
  }
}
