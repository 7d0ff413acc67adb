package dev.atocore.integrity.checks.log;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;

/** Audit entries that wait beside the store until they can be put into the log. */
public final class SpoolPending extends BuiltInCheck {
  public SpoolPending() {
    super(
        "spool-pending",
        Severity.WARNING,
        "audit entries that wait in the spool, or lines there that are no entries",
        "atocore audit replay");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    AuditSpool.Content spool = context.store().audit().pending();
    String file = context.store().audit().spool().file().toString();
    if (!spool.entries().isEmpty()) {
      String oldest = null;
      for (AuditEntry entry : spool.entries()) {
        if (oldest == null || entry.timestamp().compareTo(oldest) < 0) {
          oldest = entry.timestamp();
        }
      }
      findings.add(
          "spool",
          Details.of(spool.entries().size() + " audit entries wait in the spool")
              .with("file", file)
              .with("entries", spool.entries().size())
              .with("oldest", oldest));
    }
    if (!spool.unreadable().isEmpty()) {
      findings.add(
          "spool lines",
          Details.of("the audit spool holds lines that are no entries")
              .with("file", file)
              .with("lines", spool.unreadable().size()));
    }
  }
}
