package dev.atocore.alerts.format;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.text.Escape;
import dev.atocore.alerts.text.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mail of plain text. Its headers make one conversation of all that is said of a condition. */
final class MailFormat implements Format {
  private static final int MAX_SUBJECT = 250;
  private static final int MAX_TEXT = 200_000;

  private final String domain;

  /** Takes the sender's address. */
  MailFormat(String from) {
    this.domain = from.substring(from.lastIndexOf('@') + 1);
  }

  @Override
  public String name() {
    return "smtp";
  }

  @Override
  public List<String> bodies(Alert alert, Instant now, @Nullable Severity replaces) {
    String text = Text.clip(Headline.text(alert), MAX_TEXT, Escape.PLAIN).strip();
    return List.of(
        Text.oneLine(alert.title())
            + "\n\n"
            + (text.isEmpty() ? "" : text + "\n\n")
            + Headline.footer(alert)
            + "\n");
  }

  @Override
  public Map<String, String> headers(
      Alert alert, String body, Instant now, @Nullable String follows) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Message-ID", id(alert.id()));
    if (follows != null && !follows.equals(alert.id())) {
      headers.put("In-Reply-To", id(follows));
      headers.put("References", id(follows));
    }
    headers.put("Subject", Text.clip(Text.oneLine(Headline.of(alert)), MAX_SUBJECT));
    // No answer of the kind "I am on holiday".
    headers.put("Auto-Submitted", "auto-generated");
    if (alert.severity() == Severity.CRITICAL && alert.status() == AlertStatus.FIRING) {
      headers.put("Importance", "high");
    }
    return headers;
  }

  private String id(String alertId) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < alertId.length(); i++) {
      char c = alertId.charAt(i);
      plain.append(c < 0x80 && (Character.isLetterOrDigit(c) || c == '-') ? c : '.');
    }
    return "<atocore." + plain + "@" + domain + ">";
  }
}
