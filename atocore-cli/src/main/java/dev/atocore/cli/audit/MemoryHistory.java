package dev.atocore.cli.audit;

import dev.atocore.audit.AuditEntry;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import dev.atocore.cli.Value;
import dev.atocore.core.MemoryStore;
import java.io.IOException;
import java.util.List;

final class MemoryHistory extends CliCommand {
  private final Value<String> memory = argument("MEMORY_ID", "The memory.");

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryStore store = cli.store();
    List<AuditEntry> entries = store.audit().history(memory.required());
    if (entries.isEmpty() && store.memories().find(memory.required()).isEmpty()) {
      throw CliException.failed("not_found", "there is no memory \"" + memory.required() + "\"");
    }
    if (!cli.forPeople() || cli.idsOnly()) {
      RowOutput.page(cli, EntryView.ROWS, entries, null);
      return ExitCode.OK;
    }
    EntryText text = new EntryText(cli);
    for (AuditEntry entry : entries) {
      text.inHistory(entry);
    }
    if (entries.isEmpty()) {
      cli.note("the memory has no entries; 'atocore audit verify' says more");
    }
    return ExitCode.OK;
  }

  @Override
  protected boolean listsRows() {
    return true;
  }

  @Override
  protected String[] description() {
    return new String[] {"Oldest first, each with what it changed."};
  }

  @Override
  protected String[] examples() {
    return new String[] {"audit history 0198c0de-…", "audit history 0198c0de-… -o ndjson"};
  }
}
