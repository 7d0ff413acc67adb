package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import java.io.IOException;

final class ExportMemories extends CliCommand {
  private final Value<String> status =
      text("--status", "STATUS", "Only " + MemoryArguments.STATUSES);
  private final Value<String> type = text("--type", "TYPE", "Only " + MemoryArguments.TYPES);
  private final Value<String> project = text("--project", "ID", "Only this project.");

  ExportMemories() {
    describe(
        "Oldest first, one object a line, whatever the output format; json and csv give one document.");
    examples("memory export >memories.ndjson", "memory export --status active -o csv");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryFilter filter = MemoryArguments.filter(status, type, project);
    RowOutput<Memory> output = RowOutput.stream(cli, MemoryView.ROWS);
    cli.store().memories().export(filter, output::row);
    output.end(null);
    ProjectHint.give(cli, project.get(), output.isEmpty());
    return ExitCode.OK;
  }
}
