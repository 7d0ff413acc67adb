package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.integrity.history.AcknowledgementEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the history of acknowledgements looks. */
final class AckEventView extends RowShape<AcknowledgementEvent> {
  AckEventView() {
    super("events", "AT,FINDING,EVENT,BY,UNTIL,NOTE", "finding_id,event,actor,note,at,until");
  }

  @Override
  public void json(JsonGenerator json, AcknowledgementEvent event) throws IOException {
    event.write(json);
  }

  @Override
  public @Nullable Object[] cells(AcknowledgementEvent event) {
    return row(
        event.at(), event.findingId(), event.event(), event.actor(), event.until(), event.note());
  }

  @Override
  public @Nullable Object[] csv(AcknowledgementEvent event) {
    return row(
        event.findingId(), event.event(), event.actor(), event.note(), event.at(), event.until());
  }
}
