package dev.atocore.cli.command.audit;

import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.seal.TreeProblem;
import dev.atocore.audit.seal.TreeVerification;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.log.Checkpoints;
import java.io.IOException;

final class VerifyCheckpoint extends CliCommand {
  private final Value<String> file = argument("FILE", "The checkpoint, better from elsewhere.");
  private final Value<String> pubkey =
      requiredText(
          "--pubkey", "KEY", "Required: the verifier key that must have signed it, or its file.");

  VerifyCheckpoint() {
    describe(
        "Recomputes the hash of every sealed entry from what the log holds now, and from those the"
            + " root of the tree, and compares it with the signed one. Names the entries that"
            + " differ.",
        "It tells nothing of entries sealed later, nor of the rows: 'audit verify' does.");
    examples(
        "audit checkpoint verify /mnt/usb/atocore.checkpoint --pubkey /mnt/usb/atocore.vkey",
        "audit checkpoint verify store.db.checkpoint --pubkey atocore/6f1d2c3b4a59+0badc0de+AWb…");
    exitsWithFindings("Done, and the log is not what was signed.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    SignedCheckpoint checkpoint =
        SignedCheckpoint.read(
            CheckpointFiles.path(file.required()), CheckpointFiles.verifierKey(pubkey.required()));
    Results results = Results.begin(cli, "problems");
    Checkpoints checkpoints = cli.store().checkpoints();
    TreeVerification result =
        checkpoints.verify(checkpoint, problem -> print(cli, results, problem));
    if (cli.forPeople()) {
      text(cli, checkpoint, result, checkpoints.sealed());
    }
    results.end(
        json -> {
          json.writeBooleanField("ok", result.ok());
          json.writeStringField("origin", checkpoint.origin());
          json.writeNumberField("tree_size", result.head().size());
          json.writeStringField("root", result.head().root().hex());
          json.writeBooleanField("log_matches", result.logMatches());
          json.writeBooleanField("tree_matches", result.treeMatches());
          json.writeNumberField("problems_total", result.problems());
        });
    return result.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void print(Cli cli, Results results, TreeProblem problem) {
    if (cli.forPeople()) {
      Verdicts.line(cli, problem.kind().code(), problem.detail());
      return;
    }
    results.each(
        json -> {
          json.writeStringField("kind", problem.kind().code());
          Json.writeNumber(json, "entry_id", problem.entryId());
          Json.writeNumber(json, "leaf", problem.leaf() < 0 ? null : Long.valueOf(problem.leaf()));
          json.writeStringField("detail", problem.detail());
        });
  }

  private static void text(
      Cli cli, SignedCheckpoint checkpoint, TreeVerification result, long sealed) {
    String what =
        Count.of(result.head().size(), "entry", "entries")
            + " of the checkpoint of "
            + TerminalText.oneLine(checkpoint.origin());
    if (result.logMatches() && result.treeMatches() && !result.ok()) {
      cli.out()
          .line(
              cli.ansi().red("forged")
                  + ": the log still gives the signed root over all "
                  + what
                  + ", but what was erased from it, or said beside it, is not on record as AtoCore"
                  + " does it");
    } else if (result.logMatches()) {
      cli.out()
          .line(
              cli.ansi().green("ok")
                  + ": the log still gives the signed root over all "
                  + what
                  + "; nothing in them was rewritten");
    } else {
      cli.out()
          .line(
              cli.ansi().red("not as it was signed")
                  + ": "
                  + what
                  + (result.treeMatches()
                      ? "; exactly the entries above are at fault"
                      : "; what else is at fault cannot be told"));
    }
    if (sealed > result.head().size()) {
      cli.note((sealed - result.head().size()) + " entries were sealed later and are not covered");
    }
  }
}
