package dev.atocore.alerts;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * A Discord webhook message with one embed. The limits are Discord's (developer documentation,
 * "Embed Limits"): title 256, description 4,096, 25 fields, field name 256 and value 1,024, footer
 * 2,048, 6,000 characters in all. Nobody is pinged, whatever the text says.
 */
final class DiscordFormat implements WebhookFormat {
  private static final int MAX_TITLE = 256;
  private static final int MAX_DESCRIPTION = 4096;
  private static final int MAX_FIELDS = 25;
  private static final int MAX_FIELD_NAME = 256;
  private static final int MAX_FIELD_VALUE = 1024;
  private static final int MAX_TOTAL = 6000;
  private static final int FOOTER_RESERVE = 120;

  static boolean recognises(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean discord =
        host.equals("discord.com")
            || host.equals("discordapp.com")
            || host.endsWith(".discord.com")
            || host.endsWith(".discordapp.com");
    return discord && String.valueOf(uri.getPath()).startsWith("/api/");
  }

  @Override
  public String name() {
    return "discord";
  }

  @Override
  public String body(Alert alert) {
    return AlertJson.text(
        json -> {
          String title =
              AlertJson.clean(
                  "["
                      + (alert.resolved() ? "resolved" : alert.severity().word())
                      + "] "
                      + alert.title(),
                  MAX_TITLE);
          String description = AlertJson.clean(alert.message(), MAX_DESCRIPTION);
          int left = MAX_TOTAL - FOOTER_RESERVE - title.length() - description.length();
          json.writeStartObject();
          json.writeObjectFieldStart("allowed_mentions");
          json.writeArrayFieldStart("parse");
          json.writeEndArray();
          json.writeEndObject();
          json.writeArrayFieldStart("embeds");
          json.writeStartObject();
          json.writeStringField("title", title);
          json.writeStringField("description", description);
          json.writeNumberField("color", color(alert));
          json.writeStringField("timestamp", alert.timestamp());
          json.writeArrayFieldStart("fields");
          int fields = 0;
          for (Map.Entry<String, String> entry : alert.context().entrySet()) {
            String name = notEmpty(AlertJson.clean(entry.getKey(), MAX_FIELD_NAME));
            String value = notEmpty(AlertJson.clean(entry.getValue(), MAX_FIELD_VALUE));
            left -= name.length() + value.length();
            if (left < 0 || ++fields > MAX_FIELDS) {
              break;
            }
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("value", value);
            json.writeBooleanField("inline", true);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeObjectFieldStart("footer");
          json.writeStringField(
              "text",
              fields < alert.context().size()
                  ? "AtoCore " + alert.id() + " (more context in the alert log)"
                  : "AtoCore " + alert.id());
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Discord refuses an empty field. */
  private static String notEmpty(String text) {
    return text.isBlank() ? "\u2013" : text;
  }

  private static int color(Alert alert) {
    if (alert.resolved()) {
      return 0x2e7d32;
    }
    return switch (alert.severity()) {
      case INFO -> 0x1565c0;
      case WARNING -> 0xf9a825;
      case CRITICAL -> 0xc62828;
    };
  }
}
