package dev.atocore.core.store;

/**
 * Told after a change was committed whose audit entry was not. What it throws is logged and goes no
 * further.
 */
@FunctionalInterface
public interface AuditFailureListener {
  /** Called once for each entry, on the thread that made the change, after the commit. */
  void onAuditFailure(AuditFailure failure);
}
