package dev.atocore.cli.command.pipeline;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.pipeline.NightlyLease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class LeaseNight extends CliCommand {
  private final Value<String> action =
      argument("take|renew|drop|show", "What is done with the lease.");
  private final Value<String> run = text("--run", "RUN", "The run that 'take' printed.");
  private final Value<String> length =
      text("--for", "AGE", "How long it holds without being renewed (default: 10m).");
  private final Value<String> host =
      text("--host", "NAME", "What others are told of who has it (default: this machine's name).");

  LeaseNight() {
    describe(
        "Keeps the nightly job from running on two machines at once, where many use one store: a"
            + " run takes the lease, renews it while it is at work, and gives it back. One that is"
            + " not renewed ends by itself. The nightly job does it by itself.");
    examples(
        "pipeline lease show",
        "pipeline lease take",
        "pipeline lease drop --run 0b7e9c1e-1f0a-4a8e-9f43-3b2c7d1f5a60");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    NightlyLease lease =
        switch (action.required()) {
          case "take" -> NightlyLease.take(cli.storeOrNew(), hostName(), length());
          case "renew" -> NightlyLease.renew(cli.store(), runGiven(), length());
          case "drop" -> NightlyLease.giveBack(cli.store(), runGiven());
          case "show" -> NightlyLease.holder(cli.store()).orElse(null);
          default -> throw CliException.invalid("say take, renew, drop or show");
        };
    if (!cli.forPeople()) {
      if (lease == null) {
        cli.json().writeNull();
      } else {
        lease.write(cli.json());
      }
      cli.endJson();
    } else if (action.required().equals("show")) {
      cli.out().line(told(lease));
    } else if (lease != null) {
      cli.out().line(lease.run());
    }
    return ExitCode.OK;
  }

  private static String told(@Nullable NightlyLease lease) {
    return lease == null
        ? "no nightly job is under way"
        : TerminalText.oneLine(lease.host())
            + " runs the nightly job since "
            + Times.format(lease.since())
            + ", until "
            + Times.format(lease.until())
            + " unless it renews";
  }

  private String runGiven() {
    String given = run.get();
    if (given == null) {
      throw CliException.invalid("say which run: --run, as 'pipeline lease take' printed it");
    }
    return given;
  }

  private Duration length() {
    String given = length.get();
    return given == null ? NightlyLease.USUAL : Times.parseAge(given);
  }

  private String hostName() {
    String given = host.get();
    try {
      return given == null ? InetAddress.getLocalHost().getHostName() : given;
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
