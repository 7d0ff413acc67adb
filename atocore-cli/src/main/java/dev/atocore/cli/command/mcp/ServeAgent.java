package dev.atocore.cli.command.mcp;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.recall.Reader;
import dev.atocore.core.recall.RecallDoor;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.mcp.StdioServer;
import dev.atocore.mcp.agent.Agent;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class ServeAgent extends CliCommand {
  /** Who acts, unless the user says. */
  private static final String ACTOR = "mcp";

  private final Value<String> role =
      text(
          "--role", "ROLE", "What the agent may: reader, proposer (default), curator or operator.");
  private final Value<Boolean> readOnly = flag("--read-only", "The same as --role reader.");
  private final Value<String> project =
      text("--project", "PROJECT", "The one project that it sees and writes to.");
  private final Value<String> user =
      text("--user", "USER", "The one user whose memories it sees and writes.");

  private final Value<String> agentId =
      text("--agent", "AGENT", "The agent that made what it proposes (agent_id).");

  ServeAgent() {
    describe(
        "Speaks the Model Context Protocol on stdin and stdout, for an agent that starts this"
            + " command: tools to search, read, propose, change and decide. docs/mcp.md tells how"
            + " agents are set up.",
        "A key in ATOCORE_KEY, which 'key add' makes, wins over --role, --project and --user.",
        "Ends when stdin does.");
    examples("mcp", "mcp --role curator --project apollo", "mcp --read-only");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String token = cli.env().getOrDefault("ATOCORE_KEY", "").strip();
    Agent agent =
        token.isEmpty()
            ? new Agent(principal(cli), agentId.get(), new Opened(cli, null))
            : holder(new HeldKey(cli.store().keys().watch(), token), cli);
    cli.recallMode();
    StdioServer server = new StdioServer(agent);
    cli.onInterrupt(server::stop);
    server.run(cli.input().stdin(), cli.out().asStream());
    return ExitCode.OK;
  }

  /** Whose role and bounds are a key's, for as long as it lets in. */
  private Agent holder(HeldKey key, Cli cli) {
    return new Agent(key.principal(), agentId.get(), new Opened(cli, key));
  }

  private Principal principal(Cli cli) {
    String bound = project.get();
    return Principal.of(
        cli.actor(ACTOR),
        readOnly.isGiven() ? Role.READER : Role.parse(role.or(Role.PROPOSER.word())),
        new Scope(bound == null ? Set.of() : Set.of(bound), user.get()));
  }

  /** The store of the command, opened when it is needed; a key is looked at again each time. */
  private record Opened(Cli cli, @Nullable HeldKey key) implements Agent.Stores {
    @Override
    public GuardedStore open(Principal principal, RecallSession session, boolean create) {
      if (key != null) {
        return cli.store().as(key.principal().onBehalfOf(principal.onBehalfOf()), session);
      }
      return (create ? cli.storeOrNew() : cli.store()).as(principal, session);
    }

    @Override
    public RecallSession reading(Principal principal) {
      return cli.recallLog()
          .begin(
              new Reader(
                  RecallDoor.MCP,
                  key == null ? null : principal.name(),
                  principal.onBehalfOf(),
                  null));
    }
  }
}
