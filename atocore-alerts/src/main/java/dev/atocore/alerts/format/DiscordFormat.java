package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Discord embed, within all of Discord's limits, that mentions nobody. */
final class DiscordFormat implements Format {
  private static final int MAX_ALL = 6_000;
  private static final int MAX_TITLE = 256;
  private static final int MAX_DESCRIPTION = 4_096;
  private static final int MAX_FIELDS = 25;
  private static final int MAX_NAME = 256;
  private static final int MAX_VALUE = 1_024;
  private static final int ROOM_FOR_NOTE = 60;

  @Override
  public String name() {
    return "discord";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String title = Text.clip(Headline.of(alert), MAX_TITLE, Escape.MARKDOWN);
    String footer = Headline.footer(alert);
    String description = Text.clip(alert.message(), MAX_DESCRIPTION, Escape.MARKDOWN);
    JsonWriter json = new JsonWriter().begin();
    json.field("username", "AtoCore");
    json.name("allowed_mentions").begin().name("parse").beginArray().endArray().end();
    json.name("embeds").beginArray().begin();
    json.field("title", title);
    if (!description.isEmpty()) {
      json.field("description", description);
    }
    json.field("color", Headline.color(alert)).field("timestamp", alert.ts());
    json.name("footer").begin().field("text", footer).end();
    fields(json, alert, MAX_ALL - title.length() - description.length() - footer.length());
    json.end().endArray().end();
    return List.of(json.toString());
  }

  private static void fields(JsonWriter json, Alert alert, int room) {
    Fields fields =
        Fields.fit(
            alert.context(),
            Fields.besideNote(alert.context(), MAX_FIELDS),
            room - ROOM_FOR_NOTE,
            (name, value) ->
                new Fields.Field(
                    Headline.orDash(Text.clip(name, MAX_NAME, Escape.MARKDOWN)),
                    Headline.orDash(Text.clip(value, MAX_VALUE, Escape.MARKDOWN))));
    json.name("fields").beginArray();
    for (Fields.Field field : fields.shown()) {
      json.begin()
          .field("name", field.name())
          .field("value", field.value())
          .field("inline", field.isShort())
          .end();
    }
    if (fields.leftOut() > 0) {
      json.begin().field("name", "…").field("value", fields.note()).end();
    }
    json.endArray();
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    // With wait=true the answer is the message that was made; an error carries a code and no id.
    Map<?, ?> json = JsonReader.object(answer.body());
    boolean code =
        json.get("code") instanceof Number number
            && number.longValue() != 0
            && (number.longValue() < 200 || number.longValue() > 299);
    return answer.byStatusUnless(answer.saysError() || (code && json.get("id") == null), now);
  }
}
