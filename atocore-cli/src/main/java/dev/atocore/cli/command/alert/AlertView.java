package dev.atocore.cli.command.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.sink.AlertLog;
import dev.atocore.cli.out.RowShape;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How logged alerts look as rows of a list. */
final class AlertView extends RowShape<AlertLog.Entry> {
  static final AlertView ROWS = new AlertView();

  private AlertView() {
    super(
        "alerts", "TIME,SEVERITY,STATUS,ALERT", "id,ts,severity,status,title,message,fingerprint");
  }

  @Override
  public void json(JsonGenerator json, AlertLog.Entry entry) throws IOException {
    Alert alert = entry.alert();
    json.writeStartObject();
    json.writeStringField("id", alert.id());
    json.writeStringField("ts", Times.format(alert.ts()));
    json.writeStringField("severity", alert.severity().text());
    json.writeStringField("requested_severity", alert.requestedSeverity());
    json.writeStringField("status", alert.status().text());
    json.writeStringField("title", alert.title());
    json.writeStringField("message", alert.message());
    json.writeFieldName("context");
    write(json, alert.context());
    json.writeStringField("fingerprint", alert.key());
    json.writeFieldName("sinks");
    write(json, entry.sinks());
    json.writeEndObject();
  }

  /** A time that may not be there. */
  static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : Times.format(instant);
  }

  /** A value as the context of an alert can have it. */
  static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Number || value instanceof Boolean) {
      json.writeRawValue(value.toString());
    } else {
      json.writeString(value == null ? null : value.toString());
    }
  }

  @Override
  public @Nullable Object[] cells(AlertLog.Entry entry) {
    return row(
        Times.format(entry.alert().ts()),
        entry.alert().severity().text(),
        entry.alert().status().text(),
        entry.alert().title() + ": " + entry.alert().message());
  }

  @Override
  public @Nullable Object[] csv(AlertLog.Entry entry) {
    return row(
        entry.alert().id(),
        Times.format(entry.alert().ts()),
        entry.alert().severity().text(),
        entry.alert().status().text(),
        entry.alert().title(),
        entry.alert().message(),
        entry.alert().key());
  }
}
