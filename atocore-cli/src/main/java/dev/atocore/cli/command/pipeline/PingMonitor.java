package dev.atocore.cli.command.pipeline;

import dev.atocore.alerts.Heartbeat;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;

final class PingMonitor extends CliCommand {
  private static final String VARIABLE = "ATOCORE_NIGHTLY_PING";

  private final Value<String> event =
      argument("start|success|failure", "What the monitor is told.");

  PingMonitor() {
    describe(
        "Calls the address in ATOCORE_NIGHTLY_PING, so that a night that never comes is noticed"
            + " from outside. The nightly job does it by itself. Opens no store.");
    examples("pipeline ping success");
  }

  @Override
  protected int run(Cli cli) {
    Heartbeat.Event said =
        switch (event.required()) {
          case "start" -> Heartbeat.Event.START;
          case "success" -> Heartbeat.Event.SUCCESS;
          case "failure" -> Heartbeat.Event.FAILURE;
          default -> throw CliException.invalid("say start, success or failure");
        };
    String url = cli.env().get(VARIABLE);
    if (url == null || url.isBlank()) {
      throw CliException.invalid(VARIABLE + " is not set");
    }
    String reason = new Heartbeat(cli.env()).send(url, said);
    if (reason != null) {
      throw CliException.failed("ping_failed", "the monitor in " + VARIABLE + ": " + reason);
    }
    return ExitCode.OK;
  }
}
