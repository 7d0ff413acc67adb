package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.EvidenceView;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.Memories;
import dev.atocore.core.text.Times;
import java.io.IOException;

final class ShowMemory extends CliCommand {
  private final Value<String> id = argument("ID", "The memory.");
  private final Value<String> asOf =
      text("--as-of", "TIME", "As it was then: ISO-8601, a date, or an age such as 2h.");
  private final Value<Long> version = bigNumber("--version", "N", "As it was at that version.");

  private final Value<Boolean> record = flag("--record", MemoryArguments.RECORD);

  ShowMemory() {
    describe(
        "The past comes from the audit log.",
        "The evidence is what vouches for the memory: its own document, others that say the same,"
            + " each once, and somebody's word (memory reinforce ID).");
    examples(
        "memory show 0198c0de-…",
        "memory show 0198c0de-… --version 1",
        "memory show 0198c0de-… --as-of 7d");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String time = asOf.get();
    Long number = version.get();
    if (time != null && number != null) {
      throw CliException.usage("give --as-of or --version, not both");
    }
    Memories memories = cli.memories(record);
    String memory = id.required();
    if (number != null) {
      MemoryView.print(cli, memories.atVersion(memory, number));
    } else if (time != null) {
      MemoryView.print(cli, memories.asOf(memory, Times.parse(time, cli.now())));
    } else {
      MemoryView.print(cli, memories.get(memory), new EvidenceView(cli.store(), memory));
    }
    return ExitCode.OK;
  }
}
