package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.FoundView;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.Memories;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.SearchAnswer;
import dev.atocore.core.search.SearchMode;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.Times;
import java.io.IOException;

final class SearchMemories extends MemoryFilterOptions {
  private final Value<String> query = argument("QUERY", "Any text; its words are looked for.");
  private final Value<String> at =
      text(
          "--at",
          "TIME",
          "What is valid then, instead of now: ISO-8601, a date, or an age such as 2h.");
  private final Value<Boolean> includeExpired =
      flag("--include-expired", "What was valid before that counts too.");
  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 20).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  private final Value<String> mode =
      text(
          "--mode",
          "text|semantic|hybrid",
          "By words, by meaning, or both (default: hybrid where vectors are, else text).");
  private final Value<Boolean> explain =
      flag("--explain", "Why each was found: words, similarity, ranks, and which text spoke.");

  private final Value<Boolean> record = flag("--record", MemoryArguments.RECORD);

  SearchMemories() {
    super(" Default: active.");
    describe(
        "Punctuation means nothing, so any text is a valid query. What is not valid is left out.",
        "Of more than 10,000 matches the newest 10,000 are ranked, which is said.");
    examples(
        "memory search 'metric units'",
        "memory search backups --project atlas --limit 5 -o json",
        "memory search tea --user ada --meta team=core",
        "memory search freeze --at 2026-12-24 --include-expired",
        "memory search 'who looks after the greenhouse' --mode semantic --explain");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryFilter filter =
        filter()
            .validAt(at.isGiven() ? Times.parse(at.required(), cli.now()) : null)
            .includeExpired(includeExpired.isGiven());
    SearchQuery search = SearchQuery.of(query.required()).filter(filter).after(after.get());
    Integer most = limit.get();
    if (most != null) {
      search = search.limit(most);
    }
    MemoryStatus status = filter.status();
    if (status != null) {
      search = search.statuses(status);
    }
    String by = mode.get();
    if (by != null) {
      search = search.mode(SearchMode.parse(by));
    }
    Memories memories = cli.memories(record);
    SearchAnswer answer =
        explain.isGiven() ? memories.searchExplained(search) : memories.searchAnswer(search);
    MemoryPage page = answer.page();
    if (answer.instead() != null) {
      cli.note("found by words: " + answer.instead());
    }
    if (explain.isGiven()) {
      RowOutput.page(cli, FoundView.ROWS, FoundView.of(answer), page.next());
    } else {
      RowOutput.page(cli, MemoryView.ROWS, page.memories(), page.next());
    }
    if (page.newestOf() > 0) {
      cli.note(
          "these are the best of the newest "
              + page.newestOf()
              + " matches; rarer words, a project or a type bring older ones");
    }
    ProjectHint.give(cli, filter.project(), page.memories().isEmpty());
    return ExitCode.OK;
  }
}
