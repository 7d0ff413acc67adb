package dev.atocore.cli.command.integrity;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.OwnActor;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.repair.RepairPlan;
import dev.atocore.integrity.repair.RepairReport;
import java.io.IOException;
import java.io.InputStream;

final class RepairFindings extends CliCommand {
  private final Value<String> check =
      text("--check", "ID", "The check whose findings to mend; not needed with a saved plan.");
  private final Value<String> apply =
      optionalText("--apply", "PLAN", "Do it: plan anew, or do what that file (- for stdin) says.");
  private final Value<Integer> max =
      number(
          "--max",
          "N",
          "Allow so many changes (default: 5 % of the memories, and never below 20).");
  private final Value<Boolean> adopt =
      flag(
          "--adopt",
          "Drift: take what rows have become into the log, instead of taking them back to what it says.");

  RepairFindings() {
    describe(
        "Without --apply it prints what it would do, a change a line, and writes nothing. With --apply it looks whether each"
            + " row is still as planned (if not, nothing is done), backs the store up beside it, makes the changes (actor"
            + " integrity-repair), and runs the check again. Nothing is ever deleted.",
        "The changes are made in batches, each of them whole; a row that somebody changes meanwhile is left. A repair that"
            + " was cut off is finished by the same command, or the same PLAN: what it has made is not made again.",
        "-o json prints a plan that --apply PLAN takes.");
    examples(
        "integrity repair --check dangling-source-chunk",
        "integrity repair --check memory-drift --apply",
        "integrity repair --check memory-drift --adopt -o json >plan.json",
        "integrity repair --apply plan.json --max 500");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Integer most = max.get();
    if (most != null && most < 0) {
      throw CliException.invalid("--max is " + most + ", not at least 0");
    }
    String named = actorOption();
    String actor = named == null ? Repair.ACTOR : OwnActor.requireCaller(named);
    Repair repair = new Repair(cli.store(), cli.alerts());
    try (RepairPlan plan = plan(cli, repair)) {
      if (!apply.isGiven()) {
        RepairView.plan(cli, plan);
        return ExitCode.OK;
      }
      RepairReport report;
      try (ProgressLine line = cli.progress()) {
        report =
            repair.apply(
                plan,
                actor,
                most,
                done -> line.show(done + " of " + Count.of(plan.size(), "change") + " made"));
      }
      RepairView.report(cli, report);
      requireAll(report.counts());
      return ExitCode.OK;
    }
  }

  private static void requireAll(RepairReport.Counts counts) {
    if (counts.undone() == 0) {
      return;
    }
    String changed =
        counts.changed() == 0
            ? ""
            : Count.of(counts.changed(), "row was", "rows were")
                + " changed meanwhile and left as they are";
    String refused =
        counts.refused() == 0
            ? ""
            : Count.of(counts.refused(), "change is", "changes are")
                + " not possible, the first: "
                + counts.refusal();
    throw CliException.failed(
        "repair_incomplete",
        changed + (changed.isEmpty() || refused.isEmpty() ? "" : "; ") + refused + "; plan again");
  }

  private RepairPlan plan(Cli cli, Repair repair) throws IOException {
    String file = apply.or("");
    String id = check.get();
    if (file.isEmpty()) {
      if (id == null) {
        throw CliException.usage(
            "say which findings to mend with --check ID; 'atocore integrity last' names the checks");
      }
      return repair.plan(id, adopt.isGiven());
    }
    if (adopt.isGiven()) {
      throw CliException.usage("--adopt is for planning; the saved plan says what is done");
    }
    try (InputStream in = cli.input().openTrusted(file)) {
      RepairPlan saved = RepairPlan.read(in);
      if (id != null && !id.equals(saved.checkId())) {
        throw CliException.invalid(
            "the plan in " + file + " is for the check " + saved.checkId() + ", not for " + id);
      }
      return saved;
    }
  }
}
