package dev.atocore.cli.command.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.RowShape;
import dev.atocore.core.state.StateValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How values look as rows of a list. */
final class StateView extends RowShape<StateValue> {
  static final StateView ROWS = new StateView();

  private StateView() {
    super(
        "state",
        "PROJECT=project,CATEGORY=category,KEY=key,UPDATED=updated_at,VALUE=value",
        "project,category,key,value,updated_at");
  }

  @Override
  public void json(JsonGenerator json, StateValue value) throws IOException {
    json.writeStartObject();
    json.writeStringField("project", value.project());
    json.writeStringField("category", value.category());
    json.writeStringField("key", value.key());
    json.writeFieldName("value");
    Json.writeStored(json, value.value());
    json.writeStringField("updated_at", value.updatedAt());
    json.writeEndObject();
  }

  @Override
  public @Nullable Object[] csv(StateValue value) {
    return row(value.project(), value.category(), value.key(), value.value(), value.updatedAt());
  }

  @Override
  public String id(StateValue value) {
    return value.project() + "/" + value.category() + "/" + value.key();
  }
}
