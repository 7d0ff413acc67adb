package dev.atocore.cli.command.audit;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.erase.PruneProgress;
import dev.atocore.core.erase.PruneReport;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

final class PruneLog extends CliCommand {
  private final Value<String> before =
      requiredText("--before", "TIME", "Required: ISO-8601, a date, or an age such as 365d.");
  private final Value<String> archive =
      requiredText("--archive", "FILE", "Required: a new file for the bodies.");
  private final Value<String> note = text("--note", "TEXT", "Why, for the record.");

  PruneLog() {
    describe(
        "Moves the bodies of old entries out into a file: of those whose memory had moved on to its"
            + " next version before that time. What any memory was at any later time stays in the"
            + " log, and so does the proof: digests, hashes and links still verify, and 'audit"
            + " verify-archive' holds the file against them.",
        "The file has one entry a line, as 'audit export' prints them, and appears only when it is"
            + " whole. Keep it; the store's file gets no smaller until 'sqlite3 STORE VACUUM'.");
    examples(
        "audit prune --before 365d --archive audit-2025.ndjson",
        "audit prune --before 2026-01-01 --archive /archive/atocore-2025.ndjson --note 'yearly'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    PruneReport report;
    try (ProgressLine line = cli.progress()) {
      report =
          cli.store()
              .audit()
              .prune(
                  Times.parse(before.required(), cli.now()),
                  file(archive.required()),
                  cli.change(note),
                  new Told(line));
    }
    if (cli.forPeople()) {
      cli.out()
          .line(
              report.entries() == 0
                  ? "nothing to prune: every entry before that time still says what its memory is,"
                      + " or was later"
                  : "the bodies of "
                      + Count.of(report.entries(), "entry", "entries")
                      + " are in "
                      + report.archive()
                      + " now");
    } else {
      cli.printObject(
          json -> {
            json.writeNumberField("entries", report.entries());
            json.writeStringField(
                "archive", report.entries() == 0 ? null : report.archive().toString());
            json.writeStringField("sha256", report.entries() == 0 ? null : report.sha256());
            json.writeNumberField("altered", report.altered());
          });
    }
    if (report.altered() > 0) {
      throw CliException.failed(
          "prune_incomplete",
          Count.of(report.altered(), "entry was", "entries were")
              + " left alone because they were altered; see 'audit verify'");
    }
    return ExitCode.OK;
  }

  /** Shows how far it has come. */
  private record Told(ProgressLine line) implements PruneProgress {
    @Override
    public void written(long bodies) {
      line.show(Count.of(bodies, "body", "bodies") + " in the archive");
    }

    @Override
    public void moved(long bodies) {
      line.show(Count.of(bodies, "body", "bodies") + " moved");
    }
  }

  static Path file(String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw CliException.invalid("\"" + given + "\" is no path: " + e.getReason());
    }
  }
}
