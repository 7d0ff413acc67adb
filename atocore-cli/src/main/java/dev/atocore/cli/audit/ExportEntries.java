package dev.atocore.cli.audit;

import dev.atocore.audit.AuditEntry;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import dev.atocore.cli.Value;
import java.io.IOException;

final class ExportEntries extends CliCommand {
  private final Value<String> since = text("--since", "TIME", "Not before: " + EntryFilter.TIME);
  private final Value<String> until = text("--until", "TIME", "Before: " + EntryFilter.TIME);
  private final Value<Long> after =
      bigNumber("--after", "AUDIT_ID", "Only entries with a larger id: resumes an export.");

  @Override
  protected int run(Cli cli) throws IOException {
    var filter = EntryFilter.between(cli, since, until);
    var audit = cli.store().audit();
    RowOutput<AuditEntry> output = RowOutput.stream(cli, ExportView.ROWS);
    audit.export(filter, after.or(0L), output::row);
    output.end(null);
    return ExitCode.OK;
  }

  @Override
  protected boolean listsRows() {
    return true;
  }

  @Override
  protected String[] description() {
    return new String[] {
      "Oldest first, one object a line; docs/audit.md says how a hash is made of it."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {
      "audit export >audit.ndjson", "audit export --since 2026-01-01 --until 2026-02-01"
    };
  }
}
