package dev.atocore.cli.command.audit;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.VerifierKey;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class PrintVerifierKey extends CliCommand {
  private final Value<String> key = text("--key", "FILE", CheckpointFiles.KEY_OPTION);
  private final Value<String> origin =
      text("--origin", "NAME", "The name of a new key and its log, such as example.org/memory.");

  PrintVerifierKey() {
    describe("In the form of C2SP's vkeys, as --pubkey takes it. No secret.");
    examples(
        "audit checkpoint pubkey",
        "audit checkpoint pubkey --key /mnt/usb/atocore.key >atocore.vkey");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    VerifierKey verifier =
        CheckpointKey.openOrCreate(CheckpointFiles.key(cli, key), origin.get()).verifier();
    if (cli.forPeople()) {
      cli.out().line(TerminalText.oneLine(verifier.toString()));
    } else {
      cli.printObject(
          json -> {
            json.writeStringField("verifier_key", verifier.toString());
            json.writeStringField("origin", verifier.name());
          });
    }
    return ExitCode.OK;
  }
}
