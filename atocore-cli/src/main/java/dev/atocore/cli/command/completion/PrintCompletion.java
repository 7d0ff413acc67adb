package dev.atocore.cli.command.completion;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.CommandModel;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import picocli.AutoComplete;

final class PrintCompletion extends CliCommand {
  private final Value<String> shell = argument("SHELL", "bash; zsh takes the same script.");

  PrintCompletion() {
    examples(
        "completion bash >/etc/bash_completion.d/atocore",
        "completion bash >~/.local/share/bash-completion/completions/atocore");
  }

  @Override
  protected int run(Cli cli) {
    String name = shell.required();
    if (!name.equals("bash") && !name.equals("zsh")) {
      throw CliException.invalid("there is no completion for \"" + name + "\"; use bash or zsh");
    }
    cli.out().print(AutoComplete.bash("atocore", CommandModel.all()));
    return ExitCode.OK;
  }
}
