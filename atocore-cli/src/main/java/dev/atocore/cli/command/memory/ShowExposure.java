package dev.atocore.cli.command.memory;

import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.access.Principal;
import dev.atocore.core.recall.Exposure;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class ShowExposure extends CliCommand {
  private final Value<String> id = argument("ID", "The memory.");
  private final Value<Long> version = bigNumber("--version", "N", "Only that version of it.");
  private final Value<String> since =
      text("--since", "TIME", "Not before: ISO-8601, a date, or an age such as 2h.");

  ShowExposure() {
    describe(
        "Who read the memory, how often and at which versions, as far as it is on record ('recall"
            + " list'). Looking here is not recorded.");
    examples("memory exposure 0198c0de-…", "memory exposure 0198c0de-… --version 2 --since 30d");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Long wanted = version.get();
    if (wanted != null && wanted < 1) {
      throw CliException.invalid("--version is " + wanted + ", not at least 1");
    }
    Exposure exposure =
        cli.store()
            .as(Principal.operator(cli.actor()))
            .recalls()
            .exposure(
                id.required(),
                wanted,
                since.isGiven() ? Times.parse(since.required(), cli.now()) : null);
    if (!cli.forPeople()) {
      cli.printObject(exposure::writeFields);
    } else if (exposure.recalls() == 0) {
      cli.out().line(exposure.summary());
    } else {
      cli.out()
          .line(
              exposure.summary() + ", first " + exposure.firstAt() + ", last " + exposure.lastAt());
      RowOutput.all(cli, new View(), exposure.told());
    }
    return ExitCode.OK;
  }

  /** How readers look as rows of a list. */
  private static final class View extends RowShape<Exposure.ToldTo> {
    View() {
      super(
          "told",
          "KEY=key,FOR=on_behalf_of,COUNT=count,LAST=last_at,VERSIONS=versions",
          "key,on_behalf_of,count,last_at,versions");
    }

    @Override
    public @Nullable Object[] csv(Exposure.ToldTo told) {
      return row(
          told.key(),
          told.onBehalfOf(),
          told.count(),
          told.lastAt(),
          told.versions().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }
}
