package dev.atocore.cli.command.recall;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.PagedRows;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.recall.Recall;
import dev.atocore.core.recall.RecallFilter;
import dev.atocore.core.recall.RecallPage;
import dev.atocore.core.recall.Recalls;
import dev.atocore.core.recall.Told;
import dev.atocore.core.text.Times;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ListRecalls extends CliCommand {
  private final Value<String> key = text("--key", "NAME", "Only answers to this key.");
  private final Value<String> memory =
      text("--memory", "ID", "Only answers that told this memory.");
  private final Value<String> since =
      text("--since", "TIME", "Not before: ISO-8601, a date, or an age such as 2h.");
  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 50).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  ListRecalls() {
    describe(
        "Each search, list and read through HTTP and MCP leaves a record of who was told which"
            + " memories, and on the command line each with --record. Newest first.",
        "What was searched for is there with ATOCORE_RECALL_LOG=full only.");
    examples(
        "recall list --since 7d",
        "recall list --memory 0198c0de-… -o json",
        "recall list --key bot");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RecallFilter filter =
        new RecallFilter(
            key.get(),
            memory.get(),
            since.isGiven() ? Times.parse(since.required(), cli.now()) : null);
    Recalls recalls = cli.store().recalls();
    PagedRows.print(
        cli,
        new View(),
        limit.or(Defaults.PAGE),
        after.get(),
        (most, from) -> {
          RecallPage page = recalls.list(filter, most, from);
          return new PagedRows.Page<>(page.recalls(), page.next());
        });
    return ExitCode.OK;
  }

  /** How they look as rows of a list. */
  private static final class View extends RowShape<Recall> {
    View() {
      super(
          "recalls",
          "TIME,DOOR,KEY,FOR,PROJECT,MEMORIES,QUERY",
          "id,at,key,on_behalf_of,door,request_id,project,query,memories");
    }

    @Override
    public @Nullable Object[] cells(Recall recall) {
      return row(
          recall.at(),
          recall.door(),
          recall.key(),
          recall.onBehalfOf(),
          recall.project(),
          recall.memories().size() == 1
              ? recall.memories().get(0).id()
              : Count.of(recall.memories().size(), "memory", "memories"),
          recall.query());
    }

    @Override
    public @Nullable Object[] csv(Recall recall) {
      StringBuilder told = new StringBuilder();
      for (Told memory : recall.memories()) {
        told.append(told.isEmpty() ? "" : " ").append(memory.id()).append('@');
        told.append(memory.version());
      }
      return row(
          recall.id(),
          recall.at(),
          recall.key(),
          recall.onBehalfOf(),
          recall.door(),
          recall.requestId(),
          recall.project(),
          recall.query(),
          told.toString());
    }

    @Override
    public void json(JsonGenerator json, Recall recall) throws IOException {
      recall.write(json);
    }
  }
}
