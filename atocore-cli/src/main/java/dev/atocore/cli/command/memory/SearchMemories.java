package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.search.SearchQuery;
import java.io.IOException;

final class SearchMemories extends CliCommand {
  private final Value<String> query = argument("QUERY", "Any text; its words are looked for.");
  private final Value<String> type = text("--type", "TYPE", "Only " + MemoryArguments.TYPES);
  private final Value<String> project = text("--project", "ID", "Only this project.");
  private final Value<String> status =
      text("--status", "STATUS", "Only " + MemoryArguments.STATUSES + " Default: active.");
  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 20).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  SearchMemories() {
    describe("Punctuation means nothing, so any text is a valid query.");
    examples(
        "memory search 'metric units'", "memory search backups --project atlas --limit 5 -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    SearchQuery search = SearchQuery.of(query.required()).project(project.get()).after(after.get());
    if (type.isGiven()) {
      search = search.type(MemoryType.parse(type.required()));
    }
    Integer most = limit.get();
    if (most != null) {
      search = search.limit(most);
    }
    if (status.isGiven()) {
      search = search.statuses(MemoryStatus.parse(status.get()));
    }
    MemoryPage page = cli.store().memories().searchPage(search);
    RowOutput.page(cli, MemoryView.ROWS, page.memories(), page.next());
    if (page.newestOf() > 0) {
      cli.note(
          "these are the best of the newest "
              + page.newestOf()
              + " matches; rarer words, a project or a type bring older ones");
    }
    ProjectHint.give(cli, project.get(), page.memories().isEmpty());
    return ExitCode.OK;
  }
}
