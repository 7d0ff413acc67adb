package dev.atocore.core.model;

import dev.atocore.audit.entry.AuditAction;
import org.jspecify.annotations.Nullable;

/**
 * What a change led to.
 *
 * @param memory the memory after it
 * @param action what it did; null when it changed nothing, and so wrote nothing
 */
public record Mutation(Memory memory, @Nullable AuditAction action) {
  /** Whether anything was written. */
  public boolean changed() {
    return action != null;
  }
}
