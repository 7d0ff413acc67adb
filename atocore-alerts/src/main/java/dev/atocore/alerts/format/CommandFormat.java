package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.JsonWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alert as it stands in the log, for a program to read. */
final class CommandFormat implements Format {
  @Override
  public String name() {
    return "exec";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    JsonWriter json = new JsonWriter().begin();
    AlertJson.write(json, alert);
    return List.of(json.end().toString());
  }
}
