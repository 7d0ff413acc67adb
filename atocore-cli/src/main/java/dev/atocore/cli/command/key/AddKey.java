package dev.atocore.cli.command.key;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.key.NewKey;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

final class AddKey extends CliCommand {
  private final Value<String> name =
      argument("NAME", "Who holds it; the actor of all that is changed with it.");
  private final Value<String> role =
      requiredText("--role", "R", "Required: reader, proposer, curator or operator.");
  private final Value<List<String>> projects =
      texts("--project", "P", "Only this project; several, or given several times.");
  private final Value<String> user = text("--user", "U", "Only what is this user's.");
  private final Value<String> expires =
      text("--expires", "AGE|TIME", "When it ends: 90d from now, or a time. Default: never.");

  AddKey() {
    describe(
        "Prints the token once; nobody can see it again. Once there is a key, the server lets"
            + " nobody in without one. A reader reads; a proposer also makes candidates,"
            + " reinforces, and updates or withdraws candidates of its own; a curator decides; an"
            + " operator may all. A key with projects or a user sees and touches nothing else. A"
            + " name is given once.");
    examples(
        "key add dashboard --role reader",
        "key add atlas-agent --role proposer --project atlas --expires 90d",
        "key add anna --role curator -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Instant end = expires.isGiven() ? Times.parseAhead(expires.required(), cli.now()) : null;
    Role trusted = Role.parse(role.required());
    Scope scope = new Scope(new HashSet<>(projects.or(List.of())), user.get());
    NewKey made = cli.storeOrNew().keys().add(name.required(), trusted, scope, end, cli.change());
    KeyView.printToken(cli, made);
    return ExitCode.OK;
  }
}
