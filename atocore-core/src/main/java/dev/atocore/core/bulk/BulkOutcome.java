package dev.atocore.core.bulk;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.model.Memory;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk command did with one memory.
 *
 * @param memory the memory, after the change if there was one
 * @param action what was done, or would be in a dry run; null when it was skipped
 * @param error why it was skipped; null when it was not
 */
public record BulkOutcome(
    Memory memory, @Nullable AuditAction action, @Nullable AtoCoreException error) {}
