package dev.atocore.cli.command.audit;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.erase.ArchiveProblem;
import dev.atocore.core.erase.ArchiveReport;
import java.io.IOException;

final class VerifyArchive extends CliCommand {
  private final Value<String> file = argument("FILE", "A file that 'audit prune' wrote.");

  VerifyArchive() {
    describe(
        "Holds each entry of the file against the digests that the log kept of it, and the file"
            + " itself against the record of its pruning: tells lines that were altered, that the"
            + " log does not know, and entries that were redacted since and should go from the file"
            + " as well.");
    examples(
        "audit verify-archive audit-2025.ndjson", "audit verify-archive audit-2025.ndjson -o json");
    exitsWithFindings("Done, and something is not as the log says.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Results results = Results.beginDocument(cli, "problems");
    ArchiveReport report =
        cli.store()
            .audit()
            .verifyArchive(PruneLog.file(file.required()), problem -> print(cli, results, problem));
    if (cli.forPeople()) {
      text(cli, report);
    }
    results.end(
        json -> {
          json.writeBooleanField("ok", report.ok());
          json.writeNumberField("lines", report.lines());
          json.writeNumberField("sound", report.sound());
          json.writeNumberField("problems_total", report.problems());
          json.writeStringField("sha256", report.sha256());
          json.writeStringField("pruned_at", report.prunedAt());
          json.writeStringField("pruned_by", report.prunedBy());
        });
    return report.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void print(Cli cli, Results results, ArchiveProblem problem) {
    if (cli.forPeople()) {
      Verdicts.line(cli, problem.verdict().code(), problem.detail());
      return;
    }
    results.each(
        json -> {
          json.writeStringField("verdict", problem.verdict().code());
          json.writeNumberField("line", problem.line());
          Json.writeNumber(json, "entry_id", problem.entryId());
          json.writeStringField("detail", problem.detail());
        });
  }

  private static void text(Cli cli, ArchiveReport report) {
    String when = report.prunedAt();
    cli.out()
        .line(
            (report.ok()
                    ? cli.ansi().green("ok")
                    : cli.ansi().red(Count.of(report.problems(), "problem")))
                + ": "
                + Count.of(report.sound(), "entry", "entries")
                + " of "
                + Count.of(report.lines(), "line")
                + " give the digests that the log kept"
                + (when == null
                    ? ""
                    : ", pruned "
                        + when
                        + " by "
                        + TerminalText.oneLine(String.valueOf(report.prunedBy()))));
  }
}
