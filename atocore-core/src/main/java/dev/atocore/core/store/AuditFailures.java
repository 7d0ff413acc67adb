package dev.atocore.core.store;

/**
 * Audit entries that could not be written to the log at the time, since the store was opened.
 *
 * @param delayed those that were kept in the spool
 * @param lost those that nobody kept
 */
public record AuditFailures(long delayed, long lost) {}
