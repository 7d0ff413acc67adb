package dev.atocore.alerts.format;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats by name. */
public final class Formats {
  /** The names, as in front of the + of a URL. */
  public static final List<String> NAMES =
      List.of(
          "discord",
          "slack",
          "teams",
          "mattermost",
          "ntfy",
          "telegram",
          "pagerduty",
          "alertmanager",
          "apprise",
          "json");

  private final Duration repeat;
  private final @Nullable String secret;

  /**
   * Formats with the settings that some of them need.
   *
   * @param repeat how often a condition that lasts is repeated, for Alertmanager
   * @param secret what generic JSON is signed with; null for no signature
   */
  public Formats(Duration repeat, @Nullable String secret) {
    this.repeat = repeat;
    this.secret = secret;
  }

  /**
   * The format of one receiver.
   *
   * @param name one of {@link #NAMES}, {@code smtp} or {@code exec}
   * @param addressee the topic of ntfy, the routing key of PagerDuty, the chat of Telegram, the
   *     tags of Apprise, the sender of a mail; the others ignore it
   */
  public Format of(String name, String addressee) {
    return switch (name) {
      case "discord" -> new DiscordFormat();
      case "slack" -> new SlackFormat();
      case "teams" -> new TeamsFormat();
      case "mattermost" -> new MattermostFormat();
      case "ntfy" -> new NtfyFormat(addressee);
      case "telegram" -> new TelegramFormat(addressee);
      case "apprise" -> new AppriseFormat(addressee);
      case "smtp" -> new MailFormat(addressee);
      case "exec" -> new CommandFormat();
      case "pagerduty" -> new PagerDutyFormat(addressee);
      case "alertmanager" -> new AlertmanagerFormat(repeat);
      case "json" -> new CloudEventFormat(secret);
      default -> throw new IllegalArgumentException("no format has the name " + name);
    };
  }
}
