package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.JsonWriter;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of Telegram's Bot API: plain text within 4,096 characters, that mentions nobody. */
final class TelegramFormat implements Format {
  private static final int MAX_TEXT = 4_096;
  private static final int MAX_TITLE = 1_000;

  private final String chat;
  private final @Nullable String thread;

  /** Takes {@code CHAT} or {@code CHAT/THREAD}. */
  TelegramFormat(String addressee) {
    int slash = addressee.indexOf('/');
    this.chat = slash < 0 ? addressee : addressee.substring(0, slash);
    this.thread = slash < 0 ? null : addressee.substring(slash + 1);
  }

  @Override
  public String name() {
    return "telegram";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String title = Text.clip(Headline.of(alert), MAX_TITLE, Escape.UNMENTIONED);
    String footer = Text.clip(Headline.footer(alert), MAX_TITLE, Escape.UNMENTIONED);
    int room = MAX_TEXT - title.length() - footer.length() - 4;
    String text = Text.clip(Headline.text(alert), room, Escape.UNMENTIONED).strip();
    JsonWriter json = new JsonWriter().begin().field("chat_id", chat);
    if (thread != null) {
      json.field("message_thread_id", Long.parseLong(thread));
    }
    json.field("text", title + "\n\n" + (text.isEmpty() ? "" : text + "\n\n") + footer);
    json.name("link_preview_options").begin().field("is_disabled", true).end();
    return List.of(json.end().toString());
  }

  @Override
  public Attempt judge(ReceiverAnswer answer, Instant now) {
    return answer.byStatusUnless(answer.saysError(), now);
  }
}
