package dev.atocore.cli.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.LoggedAlert;
import dev.atocore.cli.RowShape;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How logged alerts look as rows of a list. */
final class AlertView implements RowShape<LoggedAlert> {
  static final AlertView ROWS = new AlertView();

  private AlertView() {}

  @Override
  public String plural() {
    return "alerts";
  }

  @Override
  public void json(JsonGenerator json, LoggedAlert alert) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", alert.id());
    json.writeStringField("ts", alert.timestamp());
    json.writeStringField("severity", alert.severity());
    json.writeStringField("status", alert.status());
    json.writeStringField("title", alert.title());
    json.writeStringField("message", alert.message());
    json.writeObjectFieldStart("context");
    for (Map.Entry<String, String> entry : alert.context().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeStringField("key", alert.key());
    json.writeEndObject();
  }

  @Override
  public String[] titles() {
    return new String[] {"TIME", "SEVERITY", "STATUS", "ALERT"};
  }

  @Override
  public @Nullable String[] cells(LoggedAlert alert) {
    return new @Nullable String[] {
      alert.timestamp(), alert.severity(), alert.status(), alert.title() + ": " + alert.message()
    };
  }

  @Override
  public String[] csvNames() {
    return new String[] {"id", "ts", "severity", "status", "title", "message", "key"};
  }

  @Override
  public @Nullable Object[] csv(LoggedAlert alert) {
    return new @Nullable Object[] {
      alert.id(),
      alert.timestamp(),
      alert.severity(),
      alert.status(),
      alert.title(),
      alert.message(),
      alert.key()
    };
  }

  @Override
  public String id(LoggedAlert alert) {
    return alert.id();
  }
}
