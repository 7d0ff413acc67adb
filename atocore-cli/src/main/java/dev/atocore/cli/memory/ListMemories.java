package dev.atocore.cli.memory;

import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import dev.atocore.cli.Value;
import dev.atocore.core.MemoryPage;
import java.io.IOException;

final class ListMemories extends CliCommand {
  private static final int DEFAULT_LIMIT = 50;

  private final Value<String> status =
      text("--status", "STATUS", "Only " + MemoryArguments.STATUSES);
  private final Value<String> type = text("--type", "TYPE", "Only " + MemoryArguments.TYPES);
  private final Value<String> project = text("--project", "ID", "Only this project.");
  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 50).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryPage page =
        cli.store()
            .memories()
            .list(
                MemoryArguments.filter(status, type, project),
                limit.or(DEFAULT_LIMIT),
                after.get());
    RowOutput.page(cli, MemoryView.ROWS, page.memories(), page.next());
    return ExitCode.OK;
  }

  @Override
  protected boolean listsRows() {
    return true;
  }

  @Override
  protected String[] description() {
    return new String[0];
  }

  @Override
  protected String[] examples() {
    return new String[] {
      "memory list --status candidate",
      "memory list --project atlas --type knowledge -o csv",
      "memory list --status candidate -q | atocore memory reject -"
    };
  }
}
