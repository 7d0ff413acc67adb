package dev.atocore.cli.run;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.store.AuditFailure;
import dev.atocore.core.store.AuditFailureListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Raises the critical alert of an entry that could not be written. A bulk command may fail
 * thousands of them, for one reason: the first entry that waits is reported, after a minute the
 * next, under a key that 'integrity run' resolves, and each that is lost, because nothing else
 * knows of it any more. Thread-safe: a server fails on many threads.
 */
final class AuditFailureAlert implements AuditFailureListener {
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final Supplier<Alerts> alerts;
  private boolean told;
  private long toldNanos;

  AuditFailureAlert(Supplier<Alerts> alerts) {
    this.alerts = alerts;
  }

  @Override
  public synchronized void onAuditFailure(AuditFailure failure) {
    long now = System.nanoTime();
    if (failure.spooled() && told && now - toldNanos < REPEAT.toNanos()) {
      return;
    }
    told = true;
    toldNanos = now;
    AuditEntry entry = failure.entry();
    Map<String, String> context = new LinkedHashMap<>();
    context.put("memory_id", entry.memoryId());
    context.put("version", Long.toString(entry.version()));
    context.put("action", entry.action());
    context.put("actor", entry.actor());
    context.put("entry_id", Long.toString(entry.id()));
    context.put("hash", entry.hash().hex());
    context.put("cause", String.valueOf(failure.cause().getMessage()));
    alerts
        .get()
        .emit(
            AlertRequest.of(
                    Severity.CRITICAL,
                    failure.spooled() ? "Audit entry delayed" : "Audit entry lost",
                    failure.spooled()
                        ? "The change is committed, its audit entry waits in the spool. Mend the log, then run 'atocore audit replay'."
                        : "The change is committed, its audit entry could be kept neither in the log nor in the spool. This alert"
                            + " carries what is known of it; 'atocore audit gap' lists it until it is acknowledged.")
                .withContext(context)
                .withKey(failure.spooled() ? "audit-gap" : null));
  }
}
