package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.log.StoreLog;
import java.io.IOException;

final class ExportEntries extends EntryFilterOptions {
  private final Value<Long> after =
      bigNumber("--after", "AUDIT_ID", "Only entries with a larger id: resumes an export.");

  ExportEntries() {
    describe(
        "In the order of their ids, one object a line; docs/audit.md says how a hash is made of"
            + " it.",
        "An export that was cut off goes on with --after and the id of its last whole line. "
            + ACTOR_CHOOSES);
    examples(
        "audit export >audit.ndjson",
        "audit export --after 120934 >>audit.ndjson",
        "audit export --since 2026-01-01 --until 2026-02-01");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    AuditFilter filter = filter(cli);
    StoreLog audit = cli.store().audit();
    RowOutput<AuditEntry> output = RowOutput.stream(cli, ExportView.ROWS);
    audit.export(filter, after.or(0L), output::row);
    output.end(null);
    long waiting = audit.pending().entries().size();
    if (waiting > 0) {
      cli.note(
          waiting
              + " entries wait in the spool and are not in this export; run 'atocore audit replay'"
              + " and export again from before their ids");
    }
    return ExitCode.OK;
  }
}
