package dev.atocore.cli.command.memory;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.EmbedderAlert;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.Vectors;
import java.io.IOException;

final class EmbedMemories extends CliCommand {
  private final Value<Boolean> rebuild =
      flag("--rebuild", "Make all vectors anew, whatever is there.");
  private final Value<Boolean> clear =
      flag("--clear", "Take all vectors away: searches find by words alone.");

  EmbedMemories() {
    describe(
        "Makes the vectors by which searches compare meanings, of memories and of the chunks they"
            + " cite: what is missing, stale, damaged or of another model. ATOCORE_EMBEDDER says"
            + " what makes them. Each batch is kept as it is made, so it can be stopped and run"
            + " again.");
    examples("memory embed", "memory embed --rebuild -o json", "memory embed --clear");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryStore store = cli.store();
    Vectors vectors = store.vectors();
    if (clear.isGiven()) {
      if (rebuild.isGiven()) {
        throw CliException.usage("--clear does not go with --rebuild");
      }
      vectors.clear();
      print(cli, new Vectors.Filled(0, 0, 0, 0), "all vectors are gone");
      return ExitCode.OK;
    }
    vectors.requireOn();
    if (rebuild.isGiven()) {
      vectors.clear();
    }
    Vectors.Filled filled;
    try (ProgressLine progress = cli.progress()) {
      filled =
          vectors.fill(
              null,
              (looked, all, made) ->
                  progress.show(
                      looked + " of " + all + " memories, " + Count.of(made, "vector") + " made"));
    }
    // It works: what was told of it before, by whichever process, is over.
    cli.alerts().resolve(EmbedderAlert.KEY);
    print(
        cli,
        filled,
        Count.of(filled.looked(), "memory", "memories")
            + " looked at, "
            + Count.of(filled.made(), "vector")
            + " made, "
            + filled.removed()
            + " removed");
    return ExitCode.OK;
  }

  private static void print(Cli cli, Vectors.Filled filled, String text) throws IOException {
    if (cli.forPeople()) {
      cli.out().line(text);
      return;
    }
    cli.printObject(
        json -> {
          json.writeStringField("model", cli.store().vectors().model());
          json.writeNumberField("memories", filled.looked());
          json.writeNumberField("made", filled.made());
          json.writeNumberField("removed", filled.removed());
        });
  }
}
