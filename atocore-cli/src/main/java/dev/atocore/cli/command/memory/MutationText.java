package dev.atocore.cli.command.memory;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.model.Mutation;
import java.io.IOException;

/** What a change to one memory led to: a line for people, the memory for programs. */
final class MutationText {
  private MutationText() {}

  static void print(Cli cli, Mutation mutation) throws IOException {
    AuditAction action = mutation.action();
    if (cli.forPeople() && !cli.idsOnly()) {
      cli.out()
          .line(
              action == null
                  ? "unchanged " + mutation.memory().id() + ": it says so already"
                  : action.verb()
                      + " "
                      + mutation.memory().id()
                      + " (version "
                      + mutation.memory().version()
                      + ")"
                      + ToldBefore.of(cli, mutation));
      return;
    }
    if (action == null) {
      cli.note("unchanged: nothing was written");
    }
    MemoryView.print(cli, mutation.memory());
  }
}
