package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.integrity.history.AcknowledgementEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the history of acknowledgements looks. */
final class AckEventView extends RowShape<AcknowledgementEvent> {
  AckEventView() {
    super(
        "events",
        "AT=at,FINDING=finding_id,EVENT=event,BY=actor,UNTIL=until,NOTE=note",
        "finding_id,event,actor,note,at,until");
  }

  @Override
  public void json(JsonGenerator json, AcknowledgementEvent event) throws IOException {
    event.write(json);
  }

  @Override
  public @Nullable Object[] csv(AcknowledgementEvent event) {
    return row(
        event.findingId(), event.event(), event.actor(), event.note(), event.at(), event.until());
  }
}
