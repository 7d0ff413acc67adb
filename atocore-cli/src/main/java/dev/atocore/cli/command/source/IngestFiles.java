package dev.atocore.cli.command.source;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.source.IngestReport;
import dev.atocore.core.source.IngestReport.IngestedDocument;
import dev.atocore.core.source.IngestReport.Outcome;
import dev.atocore.markdown.MarkdownChunker;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

final class IngestFiles extends CliCommand {
  private final Value<String> project =
      text("--project", "ID", "The project of the documents; registered on first use.");
  private final Value<List<String>> exclude =
      texts("--exclude", "GLOB", "What to leave out, as in .gitignore.");
  private final Value<List<String>> paths =
      arguments("PATH", "Markdown and text files, or folders of them.", true);

  IngestFiles() {
    describe(
        "Unchanged files are skipped; of a changed one only the changed chunks are new. Makes the"
            + " store when it is missing. A folder that is a link is followed, links below it are"
            + " not. Files named .atocoreignore say what to leave out, in the words of"
            + " .gitignore.");
    exitsWithFindings("Done, but some files could not be read, or a folder has lost all of its.");
    examples(
        "source ingest notes --project atlas",
        "source ingest README.md docs --exclude 'drafts/' --exclude '*.bak.md'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String path : paths.required()) {
      try {
        files.add(Path.of(path));
      } catch (InvalidPathException e) {
        throw CliException.invalid("\"" + path + "\" is no path: " + e.getReason());
      }
    }
    IngestReport report =
        cli.storeOrNew()
            .sources()
            .ingest(files, exclude.or(List.of()), project.get(), new MarkdownChunker());
    print(cli, report);
    long failed = report.count(Outcome.FAILED);
    if (failed > 0) {
      cli.note(Count.of(failed, "path") + " could not be read; the others were ingested");
      return ExitCode.FINDINGS;
    }
    return ExitCode.OK;
  }

  private static void print(Cli cli, IngestReport report) throws IOException {
    if (cli.forPeople()) {
      text(cli, report);
      return;
    }
    Results results = Results.begin(cli, "documents");
    for (IngestedDocument one : report.documents()) {
      results.each(
          json -> {
            json.writeStringField("id", one.id().isEmpty() ? null : one.id());
            json.writeStringField("uri", one.uri());
            json.writeStringField("outcome", word(one.outcome()));
            json.writeNumberField("chunks_added", one.chunksAdded());
            json.writeNumberField("chunks_removed", one.chunksRemoved());
            json.writeNumberField("chunks_redacted", one.chunksRedacted());
            json.writeStringField("error", one.error());
          });
    }
    results.end(
        json -> {
          for (Outcome outcome : Outcome.values()) {
            json.writeNumberField(word(outcome), report.count(outcome));
          }
          json.writeNumberField("chunks_redacted", report.chunksRedacted());
        });
  }

  private static String more(long count, String what) {
    return count == 0 ? "" : ", " + count + what;
  }

  private static void text(Cli cli, IngestReport report) {
    for (IngestedDocument one : report.documents()) {
      switch (one.outcome()) {
        case ADDED, CHANGED, MOVED -> {
          if (cli.idsOnly()) {
            cli.out().line(TerminalText.oneLine(one.id()));
          } else {
            cli.out()
                .line(
                    word(one.outcome())
                        + " "
                        + TerminalText.oneLine(one.uri())
                        + " (+"
                        + one.chunksAdded()
                        + " -"
                        + one.chunksRemoved()
                        + " chunks"
                        + more(one.chunksRedacted(), " [redacted]")
                        + ")");
          }
        }
        case UNCHANGED -> {}
        case GONE -> {
          if (!cli.idsOnly()) {
            cli.out().line("gone " + TerminalText.oneLine(one.uri()));
          }
        }
        case FAILED -> cli.problem("source_unreadable", one.uri() + ": " + one.error());
      }
    }
    if (!cli.idsOnly()) {
      cli.out()
          .line(
              report.documents().size()
                  - report.count(Outcome.GONE)
                  + " files: "
                  + report.count(Outcome.ADDED)
                  + " added, "
                  + report.count(Outcome.CHANGED)
                  + " changed, "
                  + report.count(Outcome.UNCHANGED)
                  + " unchanged, "
                  + report.count(Outcome.FAILED)
                  + " failed"
                  + more(report.count(Outcome.MOVED), " moved")
                  + more(report.count(Outcome.GONE), " gone")
                  + more(report.chunksRedacted(), " chunks erased before and [redacted] again"));
    }
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
