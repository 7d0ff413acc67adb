package dev.atocore.cli.command.memory;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.cli.run.Cli;
import dev.atocore.core.model.Mutation;

/**
 * Says of a memory that was withdrawn how often it had been told: somebody may have acted on it.
 */
final class ToldBefore {
  private ToldBefore() {}

  /** What to add to the line about that change. */
  static String of(Cli cli, Mutation mutation) {
    return mutation.action() == AuditAction.INVALIDATED
            || mutation.action() == AuditAction.SUPERSEDED
        ? "; " + cli.store().recalls().exposure(mutation.memory().id(), null, null).summary()
        : "";
  }
}
