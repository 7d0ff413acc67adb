package dev.atocore.cli.command.integrity;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.OwnActor;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.repair.RepairPlan;
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
  private final Value<Boolean> noBackup =
      flag("--no-backup", "Mend without a backup before: nothing but the log takes it back.");
  private final Value<Boolean> adopt =
      flag(
          "--adopt",
          "Drift: take what rows have become into the log, instead of taking them back to what it"
              + " says.");

  RepairFindings() {
    describe(
        "Without --apply it prints what it would do, a change a line, and writes nothing. With"
            + " --apply it backs the store up beside it (in PostgreSQL: goes by a 'db backup-done'"
            + " of the last 24 hours), looks again whether each row is still as planned, makes all"
            + " changes in one transaction (actor integrity-repair), and runs the check again: all"
            + " or nothing. Nothing is ever deleted.",
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
    RepairPlan plan = plan(cli, repair);
    if (!apply.isGiven()) {
      RepairView.plan(cli, plan);
      return ExitCode.OK;
    }
    RepairView.report(
        cli,
        noBackup.isGiven()
            ? repair.applyWithoutBackup(plan, actor, most)
            : repair.apply(plan, actor, most));
    return ExitCode.OK;
  }

  private RepairPlan plan(Cli cli, Repair repair) throws IOException {
    String file = apply.or("");
    String id = check.get();
    if (file.isEmpty()) {
      if (id == null) {
        throw CliException.usage(
            "say which findings to mend with --check ID; 'atocore integrity last' names the"
                + " checks");
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
