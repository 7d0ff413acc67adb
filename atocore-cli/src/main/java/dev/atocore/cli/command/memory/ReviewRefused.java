package dev.atocore.cli.command.memory;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.extracted.ExtractorOutput;
import dev.atocore.core.extracted.RefusedLines;
import dev.atocore.core.extracted.RefusedLines.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class ReviewRefused extends CliCommand {
  private final Value<Boolean> retry = flag("--retry", "Import them again; what is taken goes.");
  private final Value<Boolean> drop = flag("--drop", "Forget them.");
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  ReviewRefused() {
    describe(
        "What the import of an extractor's output refused is kept beside the store, and the nightly"
            + " job reports it until it is imported or dropped. The file can be edited before"
            + " --retry.");
    examples("memory refused", "memory refused --retry", "memory refused --drop");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (retry.isGiven() && drop.isGiven()) {
      throw CliException.invalid("use either --retry or --drop");
    }
    RefusedLines kept = new RefusedLines(cli.location());
    List<Refused> lines = kept.list();
    if (drop.isGiven()) {
      kept.replace(lines, List.of());
      cli.note(Count.of(lines.size(), "line") + " dropped");
    } else if (retry.isGiven()) {
      retry(cli, kept, lines);
    } else {
      RowOutput.all(cli, new View(), lines);
    }
    return ExitCode.OK;
  }

  private void retry(Cli cli, RefusedLines kept, List<Refused> lines) {
    String text = lines.stream().map(Refused::line).collect(Collectors.joining("\n"));
    ExtractorOutput output =
        new ExtractorOutput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    var report =
        cli.store().memories().importNdjson(output, cli.change(note), false, output::accept);
    kept.replace(lines, output.refused());
    cli.note(
        report.created()
            + " created, "
            + report.reinforced()
            + " reinforced, "
            + report.skipped()
            + " skipped, "
            + (report.refusedBefore() == 0 ? "" : report.refusedBefore() + " refused before, ")
            + output.refused().size()
            + " refused again");
    if (!output.refused().isEmpty()) {
      throw CliException.failed(
          "lines_refused", "'atocore memory refused' shows what is still refused");
    }
  }

  /** How refused lines look as rows of a list. */
  private static final class View extends RowShape<Refused> {
    View() {
      super("refused", "AT=at,ERROR=error,LINE=line", "at,error,line");
    }

    @Override
    public @Nullable Object[] csv(Refused one) {
      return row(one.at(), one.error(), one.line());
    }
  }
}
