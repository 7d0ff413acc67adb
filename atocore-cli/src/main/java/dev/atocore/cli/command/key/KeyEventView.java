package dev.atocore.cli.command.key;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.record.KeyEvent;
import dev.atocore.cli.out.RowShape;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How what was done with keys looks. */
final class KeyEventView extends RowShape<KeyEvent> {
  KeyEventView() {
    super(
        "events",
        "AT=at,KEY=name,EVENT=event,BY=actor,ROLE=role,EXPIRES=expires_at,USER=user,PROJECTS=projects",
        "at,event,name,role,projects,user,expires_at,actor,request_id");
  }

  @Override
  public @Nullable Object[] csv(KeyEvent event) {
    return row(
        event.at(),
        event.kind().word(),
        event.name(),
        event.role(),
        event.projects().isEmpty() ? null : String.join(", ", event.projects()),
        event.userId(),
        event.expiresAt(),
        event.actor(),
        event.requestId());
  }

  @Override
  public void json(JsonGenerator json, KeyEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("at", event.at());
    json.writeStringField("event", event.kind().word());
    KeyView.fields(
        json, event.name(), event.role(), event.projects(), event.userId(), event.expiresAt());
    json.writeStringField("actor", event.actor());
    json.writeStringField("request_id", event.requestId());
    json.writeEndObject();
  }
}
