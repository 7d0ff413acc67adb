/**
 * The append-only, hash-chained audit log. {@link dev.atocore.audit.AuditLog} reads and writes
 * entries in whatever JDBC connection it is handed, {@link dev.atocore.audit.AuditSpool} keeps the
 * entries that could not be written, and {@link dev.atocore.audit.AuditVerifier} proves that
 * nothing was altered, lost or cut off. Nothing here knows the rules of memories.
 */
@NullMarked
package dev.atocore.audit;

import org.jspecify.annotations.NullMarked;
