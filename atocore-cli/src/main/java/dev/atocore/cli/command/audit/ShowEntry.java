package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import java.io.IOException;
import java.util.Optional;

final class ShowEntry extends CliCommand {
  private final Value<Long> id = numberArgument("AUDIT_ID", "The entry.");

  ShowEntry() {
    describe("With its hashes and what it changed.");
    examples("audit show 1024", "audit show 1024 -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Optional<AuditEntry> entry = cli.store().audit().find(id.required());
    if (entry.isEmpty()) {
      throw CliException.failed("not_found", "there is no audit entry " + id.required());
    }
    if (cli.forPeople()) {
      new EntryText(cli).alone(entry.get());
    } else {
      AuditJson.write(cli.json(), entry.get());
      cli.endJson();
    }
    return ExitCode.OK;
  }
}
