package dev.atocore.cli.command.alert;

import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.Severity;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class EmitAlert extends CliCommand {
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private final Value<String> severity =
      requiredText(
          "--severity",
          "S",
          "Required: info, warning or critical, or another name for one (error, fatal, warn, notice"
              + " …); anything else counts as info.");
  private final Value<String> title = requiredText("--title", "T", "Required: one line.");
  private final Value<String> message =
      requiredText("--message", "M|-", "Required: what happened and what to do; - reads stdin.");
  private final Value<List<String>> context =
      texts("--context", "K=V", "A name and a value; several, or given several times.");
  private final Value<String> contextJson =
      text("--context-json", "JSON", "Names and values as one JSON object.");
  private final Value<String> key =
      text("--key", "FINGERPRINT", "Names the condition, so that 'alert resolve' can end it.");

  EmitAlert() {
    anyText();
    describe(
        "Tells every sink: the program's own log, the alert log, the store's project_state (if"
            + " there is a store), and the webhooks of ATOCORE_ALERT_WEBHOOK. A sink that fails"
            + " keeps no other from being told, and all of them together take no longer than"
            + " ATOCORE_ALERT_TIMEOUT.");
    examples(
        "alert emit --severity warning --title 'Queue is long' --message '214 candidates wait'",
        "alert emit --severity critical --title 'Backup failed' --message - --key backup"
            + " <error.txt",
        "alert emit --severity info --title Deployed --message 'version 12' --context host=web1 -o"
            + " json");
    exits(
        "0:At least one sink took it.", "1:Every sink failed.", "2:Wrong usage or invalid input.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (contextJson.isGiven()) {
      values.putAll(AlertRequest.parseContext(contextJson.required()));
    }
    for (String pair : context.or(List.of())) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CliException.invalid("--context \"" + pair + "\" is not name=value");
      }
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    Severity.Parsed parsed = Severity.parse(severity.required());
    if (parsed.fellBack()) {
      cli.note(
          "\""
              + parsed.requested()
              + "\" is no severity (info, warning, critical); the alert is sent as info, to every"
              + " sink");
    }
    AlertRequest request =
        AlertRequest.of(parsed, title.required(), message(cli))
            .withContext(values)
            .withKey(key.get());
    return ReportView.print(cli, cli.alerts().emit(request));
  }

  private String message(Cli cli) {
    if (!message.required().equals("-")) {
      return message.required();
    }
    try {
      return cli.input()
          .anyText(
              MAX_MESSAGE_BYTES,
              () ->
                  cli.note(
                      "the message on stdin is cut after "
                          + MAX_MESSAGE_BYTES
                          + " bytes; the rest is left out"));
    } catch (IOException | CliException e) {
      // An alert is never lost for its form, nor for a stream that is closed.
      cli.note("the message on stdin cannot be read; the alert is sent without it");
      return "(the message on stdin could not be read)";
    }
  }
}
