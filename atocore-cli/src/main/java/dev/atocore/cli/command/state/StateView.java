package dev.atocore.cli.command.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.RowShape;
import dev.atocore.core.state.StateValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How values look as rows of a list. */
final class StateView implements RowShape<StateValue> {
  static final StateView ROWS = new StateView();

  private StateView() {}

  @Override
  public String plural() {
    return "state";
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
  public String[] titles() {
    return new String[] {"PROJECT", "CATEGORY", "KEY", "UPDATED", "VALUE"};
  }

  @Override
  public @Nullable String[] cells(StateValue value) {
    return new @Nullable String[] {
      value.project(), value.category(), value.key(), value.updatedAt(), value.value()
    };
  }

  @Override
  public String[] csvNames() {
    return new String[] {"project", "category", "key", "value", "updated_at"};
  }

  @Override
  public @Nullable Object[] csv(StateValue value) {
    return new @Nullable Object[] {
      value.project(), value.category(), value.key(), value.value(), value.updatedAt()
    };
  }

  @Override
  public String id(StateValue value) {
    return value.project() + "/" + value.category() + "/" + value.key();
  }
}
