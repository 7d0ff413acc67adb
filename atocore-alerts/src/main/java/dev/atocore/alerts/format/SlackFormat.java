package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Slack blocks in plain text, so that nothing in them is markup, a link or a mention. */
final class SlackFormat implements Format {
  private static final int MAX_HEADER = 150;
  private static final int MAX_SECTION = 3_000;
  private static final int MAX_FIELD = 2_000;
  private static final int FIELDS_A_SECTION = 10;
  private static final int MAX_FIELDS = 40;
  private static final Pattern CODE = Pattern.compile("[a-z]+(_[a-z]+)+");

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String headline = Headline.of(alert);
    JsonWriter json = new JsonWriter().begin();
    json.field("text", Text.clip(headline, MAX_HEADER, Escape.SLACK));
    json.name("blocks").beginArray();
    json.begin().field("type", "header").name("text");
    plain(json, Text.clip(Text.oneLine(headline), MAX_HEADER, Escape.SLACK)).end();
    if (!alert.message().isBlank()) {
      json.begin().field("type", "section").name("text");
      plain(json, Text.clip(alert.message(), MAX_SECTION, Escape.SLACK)).end();
    }
    fields(json, alert.context());
    json.begin().field("type", "context").name("elements").beginArray();
    plain(json, Text.clip(Headline.footer(alert) + " · " + alert.ts(), MAX_FIELD, Escape.SLACK))
        .endArray()
        .end();
    json.endArray().end();
    return List.of(json.toString());
  }

  private static void fields(JsonWriter json, Map<String, ?> context) {
    Fields fields =
        Fields.fit(
            context, Fields.besideNote(context, MAX_FIELDS), Integer.MAX_VALUE, Fields.Field::new);
    List<String> texts = new ArrayList<>();
    for (Fields.Field field : fields.shown()) {
      texts.add(Text.clip(field.name() + ": " + field.value(), MAX_FIELD, Escape.SLACK));
    }
    if (fields.leftOut() > 0) {
      texts.add(fields.note());
    }
    for (int from = 0; from < texts.size(); from += FIELDS_A_SECTION) {
      json.begin().field("type", "section").name("fields").beginArray();
      for (String text : texts.subList(from, Math.min(texts.size(), from + FIELDS_A_SECTION))) {
        plain(json, text);
      }
      json.endArray().end();
    }
  }

  private static JsonWriter plain(JsonWriter json, String text) {
    return json.begin().field("type", "plain_text").field("text", text).field("emoji", false).end();
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    // Slack says 200 to some messages it drops, with a code such as no_text instead of ok; a page
    // for a person to sign in at is not its answer.
    String body = answer.body().strip();
    boolean denied = answer.saysError() || CODE.matcher(body).matches() || body.startsWith("<");
    return answer.byStatusUnless(denied, now);
  }
}
