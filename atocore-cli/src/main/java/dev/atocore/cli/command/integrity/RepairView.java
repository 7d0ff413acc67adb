package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.OutputFormat;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.integrity.mend.RepairStep;
import dev.atocore.integrity.repair.RepairPlan;
import dev.atocore.integrity.repair.RepairReport;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a repair would do, and what it did. */
final class RepairView extends RowShape<RepairStep> {
  private RepairView() {
    super("steps", "ACTION=action,SUBJECT=subject,TARGET=target", "action,subject,target,row_hash");
  }

  static void plan(Cli cli, RepairPlan plan) throws IOException {
    if (cli.format() == OutputFormat.JSON) {
      plan.write(cli.json());
      cli.endJson();
      return;
    }
    steps(cli, plan);
    if (cli.forPeople() && !cli.idsOnly()) {
      cli.out()
          .line(
              plan.size() == 0
                  ? "nothing to do for " + TerminalText.oneLine(plan.checkId()) + left(plan)
                  : cli.ansi().strong(Count.of(plan.size(), "change"))
                      + " planned, nothing written"
                      + left(plan)
                      + "; --apply makes them");
    }
  }

  static void report(Cli cli, RepairReport report) throws IOException {
    IntegrityResult after = report.after();
    RepairPlan plan = report.plan();
    RepairReport.Counts counts = report.counts();
    if (cli.format() == OutputFormat.JSON) {
      JsonGenerator json = cli.json();
      json.writeStartObject();
      json.writeStringField("check", plan.checkId());
      json.writeNumberField("applied", counts.made());
      json.writeNumberField("applied_before", counts.before());
      json.writeNumberField("changed_meanwhile", counts.changed());
      json.writeNumberField("refused", counts.refused());
      json.writeNumberField("left", plan.left());
      Path backup = report.backup();
      json.writeStringField("backup", backup == null ? null : backup.toString());
      json.writeFieldName("plan");
      plan.write(json);
      json.writeFieldName("after");
      after.write(json);
      json.writeEndObject();
      cli.endJson();
      return;
    }
    steps(cli, plan);
    if (!cli.forPeople() || cli.idsOnly()) {
      return;
    }
    Path backup = report.backup();
    if (backup != null) {
      cli.out().line("backed up to " + TerminalText.oneLine(backup.toString()));
    }
    cli.out()
        .line(
            Count.of(counts.made(), "change")
                + " made"
                + (counts.before() == 0 ? "" : ", " + counts.before() + " had been made before")
                + left(plan)
                + "; the check now "
                + (after.status() == CheckStatus.OK
                    ? cli.ansi().green("finds nothing")
                    : cli.ansi().yellow("has " + Count.of(after.findingsTotal(), "finding"))));
  }

  private static String left(RepairPlan plan) {
    return plan.left() == 0
        ? ""
        : ", " + Count.of(plan.left(), "finding") + " left that no safe change mends";
  }

  private static void steps(Cli cli, RepairPlan plan) throws IOException {
    if (cli.forPeople() && !cli.idsOnly()) {
      plan.forEach(step -> cli.out().line("  " + TerminalText.oneLine(step.describe())));
      return;
    }
    RowOutput<RepairStep> rows = RowOutput.begin(cli, new RepairView());
    plan.forEach(rows::row);
    rows.end();
  }

  @Override
  public void json(JsonGenerator json, RepairStep step) throws IOException {
    step.write(json);
  }

  @Override
  public @Nullable Object[] csv(RepairStep step) {
    return row(step.action().word(), step.subject(), step.target(), step.rowHash());
  }

  @Override
  public String id(RepairStep step) {
    return step.subject();
  }
}
