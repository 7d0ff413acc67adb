package dev.atocore.alerts.route;

import dev.atocore.alerts.text.UrlHost;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a URL when its secret is changed: the kind, the host and the path without what is
 * or may be a token. By that the spool and the state know a receiver, so that a new token costs
 * neither what waits nor what was told.
 */
final class Identity {
  private static final int LONG = 16;
  private static final int LONG_WITH_DIGITS = 8;

  private Identity() {}

  static String of(String kind, URI uri) {
    StringBuilder text = new StringBuilder(kind).append(' ');
    if (kind.equals("exec")) {
      return text.append(uri.getPath()).toString();
    }
    text.append(String.valueOf(UrlHost.of(uri)).toLowerCase(Locale.ROOT));
    int port = UrlHost.port(uri);
    int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    if (port >= 0 && port != usual) {
      text.append(':').append(port);
    }
    switch (kind) {
      case "ntfy", "alertmanager" -> text.append(uri.getRawPath());
      case "pagerduty", "telegram" -> text.append('/');
      default -> openPath(text, uri.getRawPath());
    }
    openQuery(text, uri.getRawQuery(), open(kind));
    return text.toString();
  }

  /**
   * The last part of a path is where webhooks have their token; Discord names its webhook before.
   */
  private static void openPath(StringBuilder text, String path) {
    String[] parts = path.split("/", -1);
    boolean named = false;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i];
      if (named || (i < parts.length - 1 && !mayBeToken(part))) {
        text.append('/').append(part);
      } else if (i == 1 && !mayBeToken(part)) {
        text.append('/').append(part);
      }
      // What follows is the number of a webhook or of a workflow, and no secret.
      named = (part.equals("webhooks") || part.equals("workflows")) && i < parts.length - 2;
    }
  }

  /** What chooses among several that hear of it at one address, and is no secret. */
  private static List<String> open(String kind) {
    return switch (kind) {
      case "telegram" -> List.of("chat_id=", "message_thread_id=");
      case "apprise" -> List.of("tags=", "tag=");
      default -> List.of("thread_id=");
    };
  }

  private static void openQuery(StringBuilder text, @Nullable String query, List<String> open) {
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (open.stream().anyMatch(pair::startsWith)) {
        text.append('?').append(pair);
      }
    }
  }

  private static boolean mayBeToken(String part) {
    return part.length() >= LONG
        || (part.length() >= LONG_WITH_DIGITS && part.chars().anyMatch(Character::isDigit));
  }
}
