package dev.atocore.cli.command.memory;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.refusal.RefusalsRebuilt;
import java.io.IOException;

final class RebuildRefusals extends CliCommand {
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  RebuildRefusals() {
    describe(
        "For when the key beside the store is lost: makes a new one, lifts the refusals that were"
            + " made with the old, and refuses anew what was rejected or invalidated by decision"
            + " and is still in the store. What was erased cannot be refused anew. Where the key is"
            + " there, only what has no refusal is refused.");
    examples("memory refusals rebuild --note 'the key was lost with the old disk'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RefusalsRebuilt done = cli.store().refusals().rebuild(cli.change(note));
    if (cli.forPeople()) {
      cli.out()
          .line(
              Count.of(done.refused(), "memory", "memories")
                  + " refused anew, "
                  + Count.of(done.lifted(), "refusal")
                  + " of another key lifted");
    } else {
      cli.printObject(
          json -> {
            json.writeNumberField("refused", done.refused());
            json.writeNumberField("lifted", done.lifted());
            json.writeNumberField("erased", done.erased());
          });
    }
    if (done.erased() > 0) {
      cli.note(
          Count.of(done.erased(), "erased text")
              + " cannot be refused anew: what was erased may come back");
    }
    return ExitCode.OK;
  }
}
