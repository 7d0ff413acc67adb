package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.erase.RedactionReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class RedactMemory extends CliCommand {
  private final Value<String> memory = argument("MEMORY_ID", "The memory.");
  private final Value<String> reason =
      text("--reason", "TEXT", "Why, for the record. It stays: name no one in it.");
  private final Value<Long> ifVersion =
      bigNumber("--if-version", "N", "Only if the memory is at that version.");

  RedactMemory() {
    describe(
        "Erases for good what the memory ever said: its content, the bodies, notes and salts of all"
            + " its entries, also in the spool, the search index and the free space of the store's"
            + " files. A memory that lives becomes invalid; what is left says \"[redacted]\"."
            + " 'audit verify' still verifies its chain.",
        "Who did it, when and why stays on record ('audit erasures'). There is no way back. What"
            + " the program remembers of results and alerts is scrubbed too. The command names"
            + " archives of 'audit prune', other rows, and files beside the store, known backups"
            + " and logs that still say the same; copies elsewhere are yours to find.");
    examples("audit redact 0198c0de-… --reason 'request of 2026-11-20'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RedactionReport report =
        cli.store()
            .audit()
            .redact(memory.required(), cli.change(reason).ifVersion(ifVersion.get()), logs(cli));
    if (cli.forPeople()) {
      text(cli, report);
    } else {
      cli.printObject(json -> write(json, report));
    }
    String user = report.userId();
    if (user != null) {
      cli.note("its user_id stays: " + TerminalText.oneLine(user));
    }
    for (String archive : report.archives()) {
      cli.note("an archive still has bodies of it, delete it or its lines: " + archive);
    }
    for (String place : report.stillIn()) {
      cli.note("the same text still stands in " + place);
    }
    for (String file : report.files()) {
      cli.note("the same text still stands in the file " + TerminalText.oneLine(file));
    }
    if (!report.complete()) {
      throw CliException.failed(
          "redaction_incomplete",
          "the memory is redacted, but traces may be left in the store's files while another"
              + " process reads them; run it again");
    }
    return ExitCode.OK;
  }

  /** Where alerts and the nightly job may have put it. */
  private static List<Path> logs(Cli cli) {
    List<Path> places = new ArrayList<>();
    String batch = cli.env().getOrDefault("ATOCORE_BATCH_LOG", "");
    places.add(cli.alerts().log().file().toAbsolutePath().resolveSibling("."));
    for (String folder : new String[] {"new", "dead", "state", "sinks"}) {
      places.add(cli.alerts().spool().resolve(folder));
    }
    if (!batch.isEmpty()) {
      places.add(CheckpointFiles.path(batch));
    }
    return places;
  }

  private static void text(Cli cli, RedactionReport report) {
    Long version = report.version();
    cli.out()
        .line(
            report.changed()
                ? "redacted "
                    + report.memoryId()
                    + ": "
                    + Count.of(report.entries(), "entry", "entries")
                    + (version == null ? "" : ", its row (now version " + version + ")")
                    + (report.spoolLines() == 0
                        ? ""
                        : ", " + Count.of(report.spoolLines(), "line") + " of the spool")
                    + "; "
                    + Count.of(report.searched(), "text")
                    + " looked for in the file's bytes"
                    + (report.vacuumed() ? " (which was written anew)" : "")
                : "unchanged " + report.memoryId() + ": nothing was left to erase");
  }

  private static void write(JsonGenerator json, RedactionReport report) throws IOException {
    json.writeStringField("memory_id", report.memoryId());
    json.writeStringField("user_id", report.userId());
    json.writeNumberField("entries", report.entries());
    Json.writeNumber(json, "version", report.version());
    json.writeNumberField("spool_lines", report.spoolLines());
    json.writeNumberField("searched", report.searched());
    json.writeBooleanField("vacuumed", report.vacuumed());
    list(json, "archives", report.archives());
    list(json, "still_in", report.stillIn());
    list(json, "files", report.files());
    json.writeNumberField("remembered", report.remembered());
    json.writeBooleanField("complete", report.complete());
  }

  private static void list(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
