package dev.atocore.cli.alert;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.alerts.AlertRequest;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.Json;
import dev.atocore.cli.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class EmitAlert extends CliCommand {
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private final Value<String> severity =
      requiredText(
          "--severity", "S", "Required: info, warning or critical; anything else counts as info.");
  private final Value<String> title = requiredText("--title", "T", "Required: one line.");
  private final Value<String> message =
      requiredText("--message", "M|-", "Required: what happened and what to do; - reads stdin.");
  private final Value<List<String>> context =
      texts("--context", "K=V", "A name and a value; may be given several times.");
  private final Value<String> contextJson =
      text("--context-json", "JSON", "Names and values as one JSON object.");
  private final Value<String> key =
      text("--key", "FINGERPRINT", "Names the condition, so that 'alert resolve' can end it.");

  @Override
  protected int run(Cli cli) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    if (contextJson.isGiven()) {
      read(contextJson.required(), values);
    }
    for (String pair : context.or(List.of())) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CliException.invalid("--context \"" + pair + "\" is not name=value");
      }
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    AlertRequest request =
        new AlertRequest(
            severity.required(),
            title.required(),
            cli.textOrStdin(message.required(), "the message", MAX_MESSAGE_BYTES),
            values,
            key.get());
    return ReportView.print(cli, cli.alerts().emit(request));
  }

  private static void read(String text, Map<String, String> values) throws IOException {
    try (JsonParser json = Json.FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw CliException.invalid("--context-json is not a JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        values.put(name, value.isStructStart() ? compact(json) : json.getText());
      }
      if (json.nextToken() != null) {
        throw CliException.invalid("--context-json is more than one JSON value");
      }
    } catch (JacksonException e) {
      throw CliException.invalid("--context-json is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String compact(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = Json.FACTORY.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  @Override
  protected String[] description() {
    return new String[] {
      "Tells every sink: the program's own log, the alert log, the store's project_state (if there is a store), and the"
          + " webhooks of ATOCORE_ALERT_WEBHOOK. A sink that fails keeps no other from being told, and all of them together take"
          + " no longer than ATOCORE_ALERT_TIMEOUT."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {
      "alert emit --severity warning --title 'Queue is long' --message '214 candidates wait'",
      "alert emit --severity critical --title 'Backup failed' --message - --key backup <error.txt",
      "alert emit --severity info --title Deployed --message 'version 12' --context host=web1 -o json"
    };
  }

  @Override
  protected String[] exits() {
    return new String[] {
      "0:At least one sink took it.", "1:Every sink failed.", "2:Wrong usage or invalid input."
    };
  }
}
