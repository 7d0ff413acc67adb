package dev.atocore.cli.command.db;

import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.copy.CopyReport;
import dev.atocore.core.copy.StoreCopy;
import dev.atocore.core.store.StoreLocation;
import java.io.IOException;

final class CopyStore extends CliCommand {
  private final Value<String> target =
      argument("TARGET", "A file, or jdbc:postgresql://HOST/DB; nothing may be there yet.");

  CopyStore() {
    describe(
        "From a file into PostgreSQL, back, or to another of the same kind: every row as it is,"
            + " at one moment, beside any writers of the source. Compares all rows, verifies the"
            + " log of the copy and recomputes the root of its sealed tree. Until that is done"
            + " nobody can open the copy. Cut off at any point, the same command run again"
            + " finishes it.",
        "The source stays as it is. To move for good, end its writers first.");
    examples(
        "db copy jdbc:postgresql://db.example/atocore",
        "--db jdbc:postgresql://db.example/atocore db copy /srv/agent/memory.db");
    exitsWithFindings("Copied, and the log does not verify, as that of the source does not.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    StoreLocation place = cli.location(target.required());
    CopyReport report;
    try (ProgressLine line = cli.progress()) {
      report =
          new StoreCopy(cli.store(), place)
              .run(
                  (what, done, of) -> line.show(what + (of == 0 ? "" : ": " + done + " of " + of)),
                  problem -> {
                    line.clear();
                    print(cli, problem);
                  });
    }
    if (cli.forPeople()) {
      text(cli, report);
    } else {
      cli.printObject(report::write);
    }
    return report.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void print(Cli cli, AuditProblem problem) {
    if (cli.forPeople()) {
      cli.out()
          .line(
              cli.ansi().red(problem.verdict().code())
                  + "  "
                  + TerminalText.oneLine(problem.memoryId() + "  " + problem.detail()));
    }
  }

  private static void text(Cli cli, CopyReport report) {
    if (cli.idsOnly()) {
      return;
    }
    cli.out()
        .line(
            (report.resumed() ? "finished the copy to " : "copied to ")
                + TerminalText.oneLine(report.target())
                + ": "
                + Count.of(report.rows(), "row")
                + ", "
                + Count.of(report.rows("memories"), "memory", "memories")
                + ", "
                + Count.of(report.rows("memory_audit"), "audit entry", "audit entries"));
    cli.out()
        .line(
            "same rows in "
                + Count.of(report.tables().size(), "table")
                + "; same root over "
                + Count.of(report.tree().size(), "sealed entry", "sealed entries")
                + " "
                + report.tree().root().hex());
    if (!report.treeHolds()) {
      cli.out()
          .line(
              cli.ansi().red("the sealed entries do not give that root")
                  + ": as in the source, see 'atocore audit checkpoint verify'");
    }
    cli.out()
        .line(
            report.log().ok()
                ? cli.ansi().green("the log verifies")
                : cli.ansi().red(Count.of(report.log().problems(), "problem"))
                    + " in the log: as in the source, see 'atocore audit verify'");
    for (String note : report.notes()) {
      cli.note(note);
    }
    if (report.since() > 0) {
      cli.note(
          "the source has gone on: "
              + Count.of(report.since(), "entry", "entries")
              + " came since, which the copy does not have");
    }
  }
}
