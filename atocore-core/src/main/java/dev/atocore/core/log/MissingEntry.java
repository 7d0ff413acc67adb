package dev.atocore.core.log;

import dev.atocore.audit.record.AuditGap;
import org.jspecify.annotations.Nullable;

/**
 * Versions of a memory that have no entry, neither in the log nor in the spool.
 *
 * @param memoryId the memory
 * @param version the first of them
 * @param toVersion the last of them; the same as {@code version} for one
 * @param lost what the store put on record when it lost the entry; null when it knows nothing
 * @param acknowledged who acknowledged it; null while nobody has
 */
public record MissingEntry(
    String memoryId,
    long version,
    long toVersion,
    @Nullable AuditGap lost,
    @Nullable AuditGap acknowledged) {}
