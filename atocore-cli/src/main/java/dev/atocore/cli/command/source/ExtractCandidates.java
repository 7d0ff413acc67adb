package dev.atocore.cli.command.source;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.markdown.StatementExtractor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

final class ExtractCandidates extends CliCommand {
  private final Value<String> file =
      optionalArgument("FILE|-", "Chunks as 'source chunks' prints them (default: stdin).");

  ExtractCandidates() {
    describe(
        "The extractor that needs no model: finds statements such as 'Decision: …', 'Preference: …' or 'Remember: …'. Prints"
            + " candidates as NDJSON for 'memory import', whatever the output format. Opens no store.");
    examples("source chunks --since 1d | atocore source extract | atocore memory import -");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    try (InputStream in = cli.input().open(file.or("-"));
        OutputStream out = cli.out().asStream()) {
      long found = StatementExtractor.extract(in, out);
      cli.note(Count.of(found, "candidate"));
    }
    return ExitCode.OK;
  }
}
