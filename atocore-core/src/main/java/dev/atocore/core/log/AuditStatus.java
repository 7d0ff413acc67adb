package dev.atocore.core.log;

import org.jspecify.annotations.Nullable;

/**
 * How the audit log stands.
 *
 * @param entries entries in the log
 * @param lastId the largest id; 0 when it is empty
 * @param spooled entries that wait in the spool
 * @param oldestPending when the oldest of them was made; null when none waits
 * @param unreadable lines of the spool that are no entry
 * @param aborted lines set aside because their change never committed
 * @param lost entries known to be lost, which no operator has acknowledged yet
 * @param lastVerification what the last verification of the whole log found, as JSON; null when
 *     there was none
 */
public record AuditStatus(
    long entries,
    long lastId,
    long spooled,
    @Nullable String oldestPending,
    long unreadable,
    long aborted,
    long lost,
    @Nullable String lastVerification) {}
