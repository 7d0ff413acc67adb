package dev.atocore.core.store;

import dev.atocore.audit.entry.AuditEntry;

/**
 * A change that was committed while its audit entry could not be.
 *
 * @param entry the entry
 * @param spooled whether it is safe in the spool; if not, this is the last that is known of it
 * @param cause why the log did not take it
 */
public record AuditFailure(AuditEntry entry, boolean spooled, Throwable cause) {}
