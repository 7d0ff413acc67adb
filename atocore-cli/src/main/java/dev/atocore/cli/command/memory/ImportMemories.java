package dev.atocore.cli.command.memory;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.bulk.ImportLine;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.extracted.ExtractorOutput;
import dev.atocore.core.extracted.RefusedLines;
import dev.atocore.core.extracted.RefusedLines.Refused;
import dev.atocore.core.model.Change;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

final class ImportMemories extends CliCommand {
  private final Value<String> file =
      argument("FILE|-", "NDJSON of memories, or one JSON array of them; - reads stdin.");
  private final Value<Boolean> dryRun =
      flag("--dry-run", "Print what would happen, write nothing.");
  private final Value<Boolean> fromExtractor =
      flag(
          "--from-extractor",
          "Skip a model's words and code fences around the JSON; keep what is refused for 'memory"
              + " refused'.");
  private final Value<Boolean> again = flag("--again", MemoryArguments.AGAIN);
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  ImportMemories() {
    describe(
        "A line is an object with type and content of at most 64 KiB, and if wanted project,"
            + " status, confidence, source_chunk_ids, user_id, agent_id, run_id, metadata,"
            + " valid_from, valid_until, review_by; again, where it may say what was refused"
            + " before.",
        "A line equal to a candidate or active memory reinforces it when it cites another source"
            + " chunk and is skipped when it cites the same. One that says what was rejected,"
            + " invalidated or erased before is skipped and counted, unless --again. A bad line is"
            + " reported with its number and does not stop the rest.");
    examples(
        "memory import candidates.ndjson --dry-run",
        "memory export | atocore --db copy.db memory import -");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Change change = again.isGiven() ? cli.change(note).sayingAgain() : cli.change(note);
    try (InputStream in = cli.input().open(file.required())) {
      // Once the input is known to be readable: a mistyped name must not leave an empty store
      // behind.
      MemoryStore store = cli.storeOrNew();
      Results results =
          Results.begin(cli, "errors", json -> json.writeBooleanField("dry_run", dryRun.isGiven()));
      ExtractorOutput loose = fromExtractor.isGiven() ? new ExtractorOutput(in) : null;
      ImportReport report =
          store
              .memories()
              .importNdjson(
                  loose == null ? in : loose,
                  change,
                  dryRun.isGiven(),
                  line -> {
                    each(cli, results, line);
                    if (loose != null) {
                      loose.accept(line);
                    }
                  });
      print(cli, results, report);
      if (loose != null && !loose.refused().isEmpty()) {
        throw keep(store, loose.refused());
      }
      if (report.failed() > 0) {
        throw CliException.refusedLines(report.failed(), report.lines(), dryRun.isGiven());
      }
    }
    return ExitCode.OK;
  }

  private CliException keep(MemoryStore store, List<Refused> refused) {
    if (!dryRun.isGiven()) {
      new RefusedLines(store.location()).add(refused);
    }
    return CliException.failed(
        "import_failed",
        "refused "
            + refused.size()
            + (dryRun.isGiven() ? "" : ", kept for 'atocore memory refused'")
            + "; the first: "
            + refused.get(0).error());
  }

  private static void each(Cli cli, Results results, ImportLine line) {
    String id = line.id();
    String error = line.error();
    switch (cli.format()) {
      case TEXT, CSV -> {
        if (error != null) {
          cli.problem("invalid_line", "line " + line.line() + ": " + error);
        } else if (cli.idsOnly() && id != null) {
          cli.out().line(id);
        }
      }
      case NDJSON ->
          results.each(
              json -> {
                json.writeNumberField("line", line.line());
                json.writeStringField("outcome", line.outcome().name().toLowerCase(Locale.ROOT));
                json.writeStringField("id", id);
                json.writeStringField("error", error);
              });
      case JSON -> {
        if (error != null) {
          results.each(
              json -> {
                json.writeNumberField("line", line.line());
                json.writeStringField("message", error);
              });
        }
      }
    }
  }

  private void print(Cli cli, Results results, ImportReport report) throws IOException {
    if (cli.forPeople() && !cli.idsOnly()) {
      cli.out()
          .line(
              Count.of(report.lines(), "line")
                  + ": "
                  + report.created()
                  + (dryRun.isGiven() ? " would be created, " : " created, ")
                  + report.reinforced()
                  + " reinforced, "
                  + report.skipped()
                  + " skipped, "
                  + (report.refusedBefore() == 0
                      ? ""
                      : report.refusedBefore() + " refused before, ")
                  + report.failed()
                  + " refused");
    }
    results.end(
        json -> {
          json.writeNumberField("lines", report.lines());
          json.writeNumberField("created", report.created());
          json.writeNumberField("reinforced", report.reinforced());
          json.writeNumberField("skipped", report.skipped());
          json.writeNumberField("refused_before", report.refusedBefore());
          json.writeNumberField("failed", report.failed());
        });
  }
}
