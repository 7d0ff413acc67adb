package dev.atocore.cli.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.AuditProblem;
import dev.atocore.audit.VerifyReport;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.Count;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.OutputFormat;
import dev.atocore.cli.TerminalText;
import dev.atocore.cli.Value;
import java.io.IOException;
import java.io.UncheckedIOException;

final class VerifyLog extends CliCommand {
  private final Value<String> memory =
      optionalArgument("MEMORY_ID", "Only this memory; without it, all.");

  @Override
  protected int run(Cli cli) throws IOException {
    var audit = cli.store().audit();
    if (cli.format() == OutputFormat.JSON) {
      cli.json().writeStartObject();
      cli.json().writeArrayFieldStart("problems");
    }
    VerifyReport report = audit.verify(memory.get(), problem -> print(cli, problem));
    if (!memory.isGiven()) {
      audit.remember(report);
    }
    switch (cli.format()) {
      case TEXT, CSV -> text(cli, report);
      case NDJSON -> {
        if (!report.ok()) {
          cli.endJson();
        }
      }
      case JSON -> json(cli, report);
    }
    return report.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void print(Cli cli, AuditProblem problem) {
    if (cli.forPeople()) {
      cli.out()
          .line(
              cli.ansi().red(problem.verdict().code())
                  + "  memory "
                  + TerminalText.oneLine(problem.memoryId())
                  + "  version "
                  + problem.version()
                  + "  "
                  + TerminalText.oneLine(problem.detail()));
      return;
    }
    try {
      JsonGenerator json = cli.json();
      json.writeStartObject();
      json.writeStringField("verdict", problem.verdict().code());
      json.writeStringField("memory_id", problem.memoryId());
      json.writeNumberField("version", problem.version());
      Long entry = problem.entryId();
      if (entry == null) {
        json.writeNullField("entry_id");
      } else {
        json.writeNumberField("entry_id", entry);
      }
      json.writeStringField("detail", problem.detail());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(Cli cli, VerifyReport report) {
    String looked =
        report.entries()
            + " entries of "
            + report.memories()
            + " memories"
            + (report.entries() == 0
                ? ""
                : " (#" + report.firstId() + " to #" + report.lastId() + ")")
            + (report.redacted() == 0
                ? ""
                : ", " + report.redacted() + " of them erased on purpose");
    cli.out()
        .line(
            report.ok()
                ? cli.ansi().green("ok") + ": " + looked
                : cli.ansi().red(Count.of(report.problems(), "problem")) + ": " + looked);
  }

  private static void json(Cli cli, VerifyReport report) throws IOException {
    JsonGenerator json = cli.json();
    json.writeEndArray();
    json.writeBooleanField("ok", report.ok());
    json.writeNumberField("memories", report.memories());
    json.writeNumberField("entries", report.entries());
    json.writeNumberField("redacted", report.redacted());
    json.writeNumberField("problems_total", report.problems());
    json.writeNumberField("first_id", report.firstId());
    json.writeNumberField("last_id", report.lastId());
    json.writeEndObject();
    cli.endJson();
  }

  @Override
  protected String[] description() {
    return new String[] {
      "Names each entry that was altered, is missing, is out of order or was cut off, each row that differs from its"
          + " newest entry, and each entry that still waits in the spool."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {"audit verify", "audit verify 0198c0de-… -o json"};
  }

  @Override
  protected String[] exits() {
    return exitsWithFindings("Done, and something does not verify.");
  }
}
