package dev.atocore.cli.command.memory;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.source.ChunkReinforcementReport;
import dev.atocore.core.text.Times;
import java.io.IOException;

final class ReinforceMemories extends ChangeMemories {

  private final Value<Double> delta =
      decimal("--delta", "0..1", "What is added to the confidence (default: 0.02).");
  private final Value<Boolean> fromChunks =
      flag("--from-chunks", "Those that new chunks of the same project mention.");
  private final Value<String> since =
      text(
          "--since",
          "TIME",
          "With --from-chunks: chunks ingested since; default: since the last run.");

  ReinforceMemories() {
    describe(
        "Adds to the confidence, up to 1, counts one more reference and notes when.",
        "A chunk mentions a memory when 70 % of the memory's significant words occur in it. Each"
            + " document counts once, however often it is edited, and not for what was drawn from"
            + " it.");
    examples(
        "memory reinforce 0198c0de-…",
        "memory reinforce --from-chunks",
        "memory reinforce --from-chunks --since 1d");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (!fromChunks.isGiven()) {
      if (since.isGiven()) {
        throw CliException.usage("--since goes with --from-chunks");
      }
      return super.run(cli);
    }
    if (hasIds()) {
      throw CliException.usage("give ids or --from-chunks, not both");
    }
    String from = since.get();
    ChunkReinforcementReport report =
        cli.store()
            .memories()
            .reinforceFromChunks(
                from == null ? null : Times.parse(from, cli.now()),
                delta.or(Defaults.DELTA),
                change(cli));
    print(cli, report);
    return ExitCode.OK;
  }

  @Override
  EachChange what() {
    return new EachChange.Reinforce(delta.or(Defaults.DELTA));
  }

  @Override
  String nothingGiven() {
    return "no id given; name memories, - for ids on stdin, or --from-chunks";
  }

  private static void print(Cli cli, ChunkReinforcementReport report) throws IOException {
    if (cli.forPeople()) {
      if (!cli.idsOnly()) {
        cli.out()
            .line(
                Count.of(report.chunks(), "new chunk mentions ", "new chunks mention ")
                    + Count.of(report.memories(), "memory", "memories")
                    + ": "
                    + Count.of(report.reinforcements(), "reinforcement")
                    + (report.denials() == 0
                        ? ""
                        : ", and "
                            + Count.of(report.denials(), "denial")
                            + " (memory triage asks about active ones)"));
      }
      return;
    }
    cli.printObject(
        json -> {
          json.writeNumberField("chunks", report.chunks());
          json.writeNumberField("memories", report.memories());
          json.writeNumberField("reinforcements", report.reinforcements());
          json.writeNumberField("denials", report.denials());
        });
  }
}
