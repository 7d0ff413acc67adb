package dev.atocore.cli.command.source;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.text.Times;
import java.io.IOException;

final class ListChunks extends CliCommand {
  private final Value<Long> after =
      bigNumber("--after", "SEQ", "Only those ingested after the chunk with this seq.");
  private final Value<Boolean> onlyNew =
      flag("--new", "Only those that the nightly job has not extracted yet.");
  private final Value<String> since =
      text("--since", "TIME", "Not ingested before: ISO-8601, a date, or an age such as 2h.");
  private final Value<String> project = text("--project", "ID", "Only this project.");
  private final Value<Long> limit = bigNumber("--limit", "N", "At most so many (default: all).");

  ListChunks() {
    describe("One JSON object a line unless another format is asked for: what an extractor reads.");
    examples(
        "source chunks --since 1d | atocore source extract | atocore memory import -",
        "source chunks --after 1200 --project atlas",
        "source chunks --new");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    long most = limit.or(Long.MAX_VALUE);
    if (most < 1) {
      throw CliException.invalid("limit is " + most + ", not at least 1");
    }
    if (onlyNew.isGiven() && after.isGiven()) {
      throw CliException.usage("give --new or --after, not both");
    }
    String from = since.get();
    var sources = cli.store().sources();
    long last = onlyNew.isGiven() ? sources.extractedUpTo() : after.or(0L);
    RowOutput<SourceChunk> output = RowOutput.stream(cli, ChunkView.ROWS);
    try {
      sources.chunks(
          last,
          from == null ? null : Times.parse(from, cli.now()),
          project.get(),
          new Limited(output, most));
    } catch (Enough e) {
      // The library streams without a limit, so this is how the stream is left.
    }
    output.end();
    ProjectHint.give(cli, project.get(), output.isEmpty());
    return ExitCode.OK;
  }

  private static final class Limited implements java.util.function.Consumer<SourceChunk> {
    private final RowOutput<SourceChunk> output;
    private long left;

    Limited(RowOutput<SourceChunk> output, long limit) {
      this.output = output;
      this.left = limit;
    }

    @Override
    public void accept(SourceChunk chunk) {
      if (left-- == 0) {
        throw new Enough();
      }
      output.row(chunk);
    }
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }
}
