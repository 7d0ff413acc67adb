package dev.atocore.core.bulk;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.model.Memory;

/** What became of one memory when an actor's changes were taken back. */
public sealed interface UndoOutcome {
  /** The memory. */
  String memoryId();

  /**
   * It is what it was before, or out of use if it was not there before.
   *
   * @param first the actor's first change, which the memory was taken back before
   * @param before the memory before the undoing
   * @param after the memory after it, or as it would be in a dry run
   * @param action what the undoing is called
   */
  record Undone(AuditEntry first, Memory before, Memory after, AuditAction action)
      implements UndoOutcome {
    @Override
    public String memoryId() {
      return before.id();
    }
  }

  /**
   * Nothing was left to undo.
   *
   * @param memory the memory as it is
   */
  record Unchanged(Memory memory) implements UndoOutcome {
    @Override
    public String memoryId() {
      return memory.id();
    }
  }

  /**
   * Someone else changed it since, so it was left alone.
   *
   * @param memory the memory as it is
   * @param later the first change that would be lost
   */
  record Conflict(Memory memory, AuditEntry later) implements UndoOutcome {
    @Override
    public String memoryId() {
      return memory.id();
    }
  }

  /**
   * It cannot be undone.
   *
   * @param memoryId the memory
   * @param error why
   */
  record Failed(String memoryId, AtoCoreException error) implements UndoOutcome {}
}
