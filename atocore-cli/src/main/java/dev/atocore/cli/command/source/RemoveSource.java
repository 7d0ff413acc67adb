package dev.atocore.cli.command.source;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class RemoveSource extends CliCommand {
  private final Value<String> id = argument("DOCUMENT_ID", "The document.");

  RemoveSource() {
    describe(
        "Memories that cite its chunks stay as they are; 'atocore integrity run' tells of them.");
    examples("source remove notes/2024-05-02.md");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String document = id.required();
    long chunks = cli.store().sources().remove(document);
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeStringField("id", document);
            json.writeNumberField("chunks_removed", chunks);
          });
    } else if (cli.idsOnly()) {
      cli.out().line(TerminalText.oneLine(document));
    } else {
      cli.out()
          .line(
              "removed "
                  + TerminalText.oneLine(document)
                  + " and its "
                  + Count.of(chunks, "chunk"));
    }
    return ExitCode.OK;
  }
}
