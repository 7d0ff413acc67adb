package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import java.io.IOException;

final class ExportMemories extends MemoryFilterOptions {
  private final Value<Boolean> record = flag("--record", MemoryArguments.RECORD);

  ExportMemories() {
    super("");
    describe(
        "Oldest first, one object a line, whatever the output format; json and csv give one"
            + " document.");
    examples(
        "memory export >memories.ndjson",
        "memory export --status active -o csv",
        "memory export --user ada --meta team=core");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryFilter filter = filter();
    RowOutput<Memory> output = RowOutput.stream(cli, MemoryView.ROWS);
    cli.memories(record).export(filter, output::row);
    output.end(null);
    ProjectHint.give(cli, filter.project(), output.isEmpty());
    return ExitCode.OK;
  }
}
