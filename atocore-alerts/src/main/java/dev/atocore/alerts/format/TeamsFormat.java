package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Adaptive Card for a Teams workflow, small enough for its 12 KB. */
final class TeamsFormat implements Format {
  private static final int MAX_BYTES = 12_000;
  private static final int MAX_FACTS = 20;

  @Override
  public String name() {
    return "teams";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    int message = 6_000;
    int fact = 400;
    String card = card(alert, message, fact);
    while (card.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      message = message * 3 / 4;
      fact = Math.max(30, fact * 3 / 4);
      card = card(alert, message, fact);
    }
    return List.of(card);
  }

  private static String card(Alert alert, int message, int fact) {
    JsonWriter json =
        new JsonWriter().begin().field("type", "message").name("attachments").beginArray().begin();
    json.field("contentType", "application/vnd.microsoft.card.adaptive")
        .field("contentUrl", null)
        .name("content")
        .begin();
    json.field("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
        .field("type", "AdaptiveCard")
        .field("version", "1.4");
    json.name("body").beginArray();
    block(json, Text.clip(Headline.of(alert), 300, Escape.CARD))
        .field("weight", "Bolder")
        .field("size", "Medium");
    json.field("color", color(alert)).end();
    if (!alert.message().isBlank()) {
      block(json, Text.clip(alert.message(), message, Escape.CARD)).end();
    }
    facts(json, alert.context(), fact);
    block(json, Text.clip(Headline.footer(alert), 300, Escape.CARD))
        .field("isSubtle", true)
        .field("size", "Small")
        .end();
    return json.endArray().end().end().endArray().end().toString();
  }

  private static void facts(JsonWriter json, Map<String, ?> context, int max) {
    if (context.isEmpty()) {
      return;
    }
    json.begin().field("type", "FactSet").name("facts").beginArray();
    Fields fields =
        Fields.fit(
            context,
            MAX_FACTS,
            Integer.MAX_VALUE,
            (name, value) ->
                new Fields.Field(
                    Text.clip(name, 100, Escape.CARD), Text.clip(value, max, Escape.CARD)));
    for (Fields.Field field : fields.shown()) {
      json.begin().field("title", field.name()).field("value", field.value()).end();
    }
    if (fields.leftOut() > 0) {
      json.begin().field("title", "…").field("value", fields.note()).end();
    }
    json.endArray().end();
  }

  private static JsonWriter block(JsonWriter json, String text) {
    return json.begin().field("type", "TextBlock").field("text", text).field("wrap", true);
  }

  private static String color(Alert alert) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return "Good";
    }
    return switch (alert.severity()) {
      case INFO -> "Accent";
      case WARNING -> "Warning";
      case CRITICAL -> "Attention";
    };
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    // Connectors report a failure of the inner service in the body of a 200.
    return answer.byStatusUnless(answer.saysError(), now);
  }
}
