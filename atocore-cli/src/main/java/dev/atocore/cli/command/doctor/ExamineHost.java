package dev.atocore.cli.command.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.doctor.Diagnosis;
import dev.atocore.integrity.doctor.Doctor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ExamineHost extends CliCommand {
  private final Value<Boolean> wrongOnly = flag("--wrong", "Only what is not as it should be.");

  ExamineHost() {
    describe(
        "Looks at Java, the folders, the store and its files, the disk, where alerts go, and"
            + " whether the nightly run comes. Each line that is wrong says what to do. Works where"
            + " the store does not open, and writes nothing.");
    examples("doctor", "doctor --wrong", "doctor -o json");
    exitsWithFindings("Something is wrong.");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    List<Diagnosis> all = new Doctor(cli.givenStore(), cli.alerts(), cli.env()).examine();
    List<Diagnosis> shown =
        wrongOnly.isGiven()
            ? all.stream().filter(one -> one.state() != Diagnosis.State.OK).toList()
            : all;
    if (cli.forPeople() && !cli.idsOnly()) {
      text(cli, all, shown);
    } else {
      RowOutput.all(cli, new View(), shown);
    }
    return all.stream().allMatch(Diagnosis::healthy) ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void text(Cli cli, List<Diagnosis> all, List<Diagnosis> shown) {
    int width = 0;
    for (Diagnosis one : shown) {
      width = Math.max(width, TerminalText.width(TerminalText.oneLine(one.topic())));
    }
    long wrong = 0;
    for (Diagnosis one : all) {
      wrong += one.healthy() ? 0 : 1;
    }
    for (Diagnosis one : shown) {
      String topic = TerminalText.oneLine(one.topic());
      String state =
          switch (one.state()) {
            case OK -> cli.ansi().green("ok   ");
            case HINT -> cli.ansi().yellow("hint ");
            case WRONG -> cli.ansi().red("wrong");
          };
      cli.out()
          .line(
              state
                  + "  "
                  + topic
                  + " ".repeat(width - TerminalText.width(topic))
                  + "  "
                  + TerminalText.oneLine(one.message())
                  + (one.hint().isEmpty()
                      ? ""
                      : cli.ansi().strong("  -> " + TerminalText.oneLine(one.hint()))));
    }
    cli.out()
        .line(
            wrong == 0
                ? cli.ansi().green("all is well")
                : cli.ansi().red(Count.of(wrong, "thing") + " to mend"));
  }

  /** How diagnoses look as rows of a list. */
  private static final class View extends RowShape<Diagnosis> {
    View() {
      super("diagnoses", "TOPIC=topic,STATUS=status,MESSAGE=message", "topic,status,message,hint");
    }

    @Override
    public void json(JsonGenerator json, Diagnosis one) throws IOException {
      one.write(json);
    }

    @Override
    public @Nullable Object[] csv(Diagnosis one) {
      return row(one.topic(), one.state().word(), one.message(), one.hint());
    }
  }
}
