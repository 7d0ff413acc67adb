package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Mattermost attachment, within the length of a post. */
final class MattermostFormat implements Format {
  private static final int MAX_MESSAGE = 7_000;
  private static final int MAX_FIELD = 500;
  private static final int ROOM_FOR_FIELDS = 7_000;

  @Override
  public String name() {
    return "mattermost";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String title = Text.clip(Headline.of(alert), 300, Escape.MATTERMOST);
    Fields fields =
        Fields.fit(
            alert.context(),
            Integer.MAX_VALUE,
            ROOM_FOR_FIELDS,
            (name, value) ->
                new Fields.Field(
                    Text.clip(name, 100, Escape.MATTERMOST),
                    Text.clip(value, MAX_FIELD, Escape.MATTERMOST)));
    JsonWriter json =
        new JsonWriter()
            .begin()
            .field("username", "AtoCore")
            .name("attachments")
            .beginArray()
            .begin();
    json.field("fallback", title)
        .field("color", "#" + Integer.toHexString(Headline.color(alert)))
        .field("title", title);
    json.field("text", Text.clip(alert.message(), MAX_MESSAGE, Escape.MATTERMOST));
    json.name("fields").beginArray();
    for (Fields.Field field : fields.shown()) {
      json.begin()
          .field("title", field.name())
          .field("value", field.value())
          .field("short", field.isShort())
          .end();
    }
    if (fields.leftOut() > 0) {
      json.begin().field("title", "…").field("value", fields.note()).end();
    }
    json.endArray().field("footer", Text.clip(Headline.footer(alert), 300, Escape.MATTERMOST));
    return List.of(json.end().endArray().end().toString());
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    return answer.byStatusUnless(answer.saysError(), now);
  }
}
