package dev.atocore.cli.command.integrity;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.history.Acknowledgement;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class AcknowledgeFinding extends CliCommand {
  private final Value<String> finding =
      optionalArgument("FINDING_ID", "The finding, as 'integrity last' gives its id.");
  private final Value<String> check =
      text("--check", "ID", "With --subject instead of the id: the check.");
  private final Value<String> subject =
      text("--subject", "S", "With --check instead of the id: what the finding is about.");
  private final Value<String> note = text("--note", "N", "Why it is accepted.");
  private final Value<String> until =
      text("--until", "TIME", "When that ends: a time, a date, or 30d from now (default: never).");

  AcknowledgeFinding() {
    describe(
        "The finding stays visible in each result, and no longer alerts or sets the exit code. Who said so, when and why is on"
            + " record ('integrity acks'). When the finding is gone, the next run says so once; should it come back, it is still accepted.");
    examples(
        "integrity ack orphan-source-chunk-1f2e3d4c5b6a7988 --note 'known since the move' --until 30d",
        "integrity ack --check memory-drift --subject 01a20b9d-ea5d-7a6f-862a-cd88d9b5d959");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String id = FindingName.of(finding, check, subject);
    Instant end = end(cli, until.get());
    Integrity integrity = Integrity.of(cli.store(), cli.alerts());
    Acknowledgement made = integrity.acknowledge(id, cli.actor(), note.get(), end);
    if (!FindingName.isKnown(cli, id)) {
      cli.note("the last run did not find " + id + "; it is accepted should it come");
    }
    AckView.print(cli, made, "acknowledged");
    return ExitCode.OK;
  }

  /** An age counts from now on: nobody accepts something for the past. */
  private static @Nullable Instant end(Cli cli, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant end;
    try {
      end = cli.now().plus(Times.parseAge(text));
    } catch (InvalidInputException noAge) {
      end = Times.parse(text, cli.now());
    }
    if (!end.isAfter(cli.now())) {
      throw CliException.invalid("--until " + TerminalText.oneLine(text) + " is over already");
    }
    return end;
  }
}
