package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.integrity.history.AcknowledgementEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the history of acknowledgements looks. */
final class AckEventView implements RowShape<AcknowledgementEvent> {
  @Override
  public String plural() {
    return "events";
  }

  @Override
  public void json(JsonGenerator json, AcknowledgementEvent event) throws IOException {
    event.write(json);
  }

  @Override
  public String[] titles() {
    return new String[] {"AT", "FINDING", "EVENT", "BY", "UNTIL", "NOTE"};
  }

  @Override
  public @Nullable String[] cells(AcknowledgementEvent event) {
    return new @Nullable String[] {
      event.at(), event.findingId(), event.event(), event.actor(), event.until(), event.note()
    };
  }

  @Override
  public String[] csvNames() {
    return new String[] {"finding_id", "event", "actor", "note", "at", "until"};
  }

  @Override
  public @Nullable Object[] csv(AcknowledgementEvent event) {
    return new @Nullable Object[] {
      event.findingId(), event.event(), event.actor(), event.note(), event.at(), event.until()
    };
  }

  @Override
  public String id(AcknowledgementEvent event) {
    return event.findingId();
  }
}
