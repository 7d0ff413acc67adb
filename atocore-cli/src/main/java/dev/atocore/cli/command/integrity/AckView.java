package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.integrity.history.Acknowledgement;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How acknowledgements look. */
final class AckView extends RowShape<Acknowledgement> {
  AckView() {
    super(
        "acknowledgements",
        "FINDING=finding_id,BY=actor,AT=at,UNTIL=until,GONE=gone_at,TAKEN BACK BY=revoked_by,NOTE=note",
        "finding_id,actor,note,at,until,gone_at,revoked_by");
  }

  static void print(Cli cli, Acknowledgement ack, String what) throws IOException {
    if (!cli.forPeople()) {
      ack.write(cli.json());
      cli.endJson();
    } else if (cli.idsOnly()) {
      cli.out().line(TerminalText.oneLine(ack.findingId()));
    } else {
      String until = ack.until();
      cli.out()
          .line(
              TerminalText.oneLine(
                  ack.findingId() + " is " + what + (until == null ? "" : " until " + until)));
    }
  }

  @Override
  public void json(JsonGenerator json, Acknowledgement ack) throws IOException {
    ack.write(json);
  }

  @Override
  public @Nullable Object[] csv(Acknowledgement ack) {
    return row(
        ack.findingId(),
        ack.actor(),
        ack.note(),
        ack.at(),
        ack.until(),
        ack.goneAt(),
        ack.revokedBy());
  }
}
