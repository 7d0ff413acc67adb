package dev.atocore.alerts.route;

import dev.atocore.alerts.route.RouteParser.BadRoute;
import dev.atocore.alerts.text.Secrets;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to post, and to whom at that address.
 *
 * @param addressee what the format takes out of the URL; see {@link
 *     dev.atocore.alerts.format.Formats#of}
 */
record Target(URI uri, String addressee) {
  private static final Pattern BOT =
      Pattern.compile(
          "telegram://([0-9]+(?::|%3[Aa])[\\w-]+)@([^/?]+)/?(?:\\?(.*))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CHAT = Pattern.compile("-?[0-9]+|@[A-Za-z]\\w+");
  private static final String TELEGRAM =
      "the Telegram URL is none of telegram://BOT_TOKEN@CHAT_ID and"
          + " https://api.telegram.org/botBOT_TOKEN/sendMessage?chat_id=CHAT_ID";

  static Target of(String kind, URI uri) throws BadRoute {
    return switch (kind) {
      case "discord" -> new Target(withWait(uri), "");
      case "ntfy" -> ntfy(uri);
      case "pagerduty" -> pagerDuty(uri);
      case "telegram" -> telegram(uri);
      case "apprise" -> apprise(uri);
      case "alertmanager" -> new Target(alertsOf(uri), "");
      default -> new Target(uri, "");
    };
  }

  /** Only with wait=true does Discord say whether it made the message. */
  private static URI withWait(URI uri) {
    String query = uri.getRawQuery();
    StringBuilder kept = new StringBuilder("wait=true");
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (!pair.isEmpty() && !pair.startsWith("wait=")) {
          kept.append('&').append(pair);
        }
      }
    }
    return replaced(uri, uri.getRawPath(), kept.toString());
  }

  private static Target ntfy(URI uri) throws BadRoute {
    String topic = lastSegment(uri);
    if (topic.isEmpty()) {
      throw new BadRoute("the ntfy URL names no topic: https://ntfy.sh/TOPIC");
    }
    return new Target(replaced(uri, "/", uri.getRawQuery()), topic);
  }

  private static Target pagerDuty(URI uri) throws BadRoute {
    String key = "";
    StringBuilder rest = new StringBuilder();
    String query = uri.getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.startsWith("routing_key=") || pair.startsWith("integration_key=")) {
        key = pair.substring(pair.indexOf('=') + 1);
      } else {
        rest.append(rest.isEmpty() ? "" : "&").append(pair);
      }
    }
    String path = uri.getRawPath();
    String last = lastSegment(uri);
    if (key.isEmpty() && path.startsWith("/integration/") && last.equals("enqueue")) {
      // The form in which PagerDuty shows the URL of a service's integration.
      key = path.substring("/integration/".length(), path.length() - "/enqueue".length());
      path = "/v2/enqueue";
    }
    if (key.isEmpty() && !last.isEmpty() && !last.equals("enqueue")) {
      key = last;
      path = path.substring(0, path.length() - last.length());
    }
    if (key.isEmpty()) {
      throw new BadRoute(
          "the PagerDuty URL has no routing key:"
              + " https://events.pagerduty.com/v2/enqueue?routing_key=KEY");
    }
    String to = path.contains("/enqueue") ? path : "/v2/enqueue";
    String end = to.endsWith("/") ? to.substring(0, to.length() - 1) : to;
    return new Target(replaced(uri, end, rest.isEmpty() ? null : rest.toString()), key);
  }

  /** The address of Telegram's API for {@code telegram://BOT_TOKEN@CHAT_ID[?thread=N]}. */
  static String telegramUrl(String url) throws BadRoute {
    Matcher bot = BOT.matcher(url);
    if (!bot.matches()) {
      throw new BadRoute(TELEGRAM);
    }
    Map<String, String> given = parameters(bot.group(3));
    String thread = given.remove("thread");
    if (!given.isEmpty()) {
      throw new BadRoute("behind the ? of a Telegram URL stands thread=NUMBER or nothing");
    }
    return "https://api.telegram.org/bot"
        + Secrets.decoded(bot.group(1))
        + "/sendMessage?chat_id="
        + bot.group(2)
        + (thread == null ? "" : "&message_thread_id=" + thread);
  }

  private static Target telegram(URI uri) throws BadRoute {
    Map<String, String> given = parameters(uri.getRawQuery());
    String named = Secrets.decoded(given.getOrDefault("chat_id", ""));
    String chat = named.matches("[A-Za-z]\\w+") ? "@" + named : named;
    String thread = given.get("message_thread_id");
    if (!CHAT.matcher(chat).matches()
        || (thread != null && !thread.matches("[0-9]{1,18}"))
        || !uri.getRawPath().endsWith("/sendMessage")) {
      throw new BadRoute(TELEGRAM);
    }
    // Text is never markup, and a message is what the alert says.
    for (String own : new String[] {"chat_id", "message_thread_id", "text", "parse_mode"}) {
      given.remove(own);
    }
    return new Target(
        replaced(uri, uri.getRawPath(), query(given)), thread == null ? chat : chat + "/" + thread);
  }

  private static Target apprise(URI uri) throws BadRoute {
    Map<String, String> given = parameters(uri.getRawQuery());
    String tags = given.remove("tags");
    String tag = given.remove("tag");
    if (!uri.getRawPath().matches(".*/notify/[^/]+/?")) {
      throw new BadRoute(
          "the Apprise URL names no key of the server: apprise+https://HOST/notify/KEY");
    }
    return new Target(
        replaced(uri, uri.getRawPath(), query(given)),
        Secrets.decoded(tags == null ? String.valueOf(tag == null ? "" : tag) : tags));
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      } else if (!pair.isEmpty()) {
        parameters.put(pair, "");
      }
    }
    return parameters;
  }

  private static @Nullable String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query.append(query.isEmpty() ? "" : "&").append(name).append('=').append(value));
    return query.isEmpty() ? null : query.toString();
  }

  private static URI alertsOf(URI uri) {
    String path = uri.getRawPath();
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return replaced(
        uri, base.endsWith("/api/v2/alerts") ? base : base + "/api/v2/alerts", uri.getRawQuery());
  }

  private static String lastSegment(URI uri) {
    String path = uri.getRawPath();
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private static URI replaced(URI uri, String path, @Nullable String query) {
    // From raw parts: the constructors of URI would encode a second time.
    return URI.create(
        uri.getScheme()
            + "://"
            + uri.getRawAuthority()
            + path
            + (query == null ? "" : "?" + query));
  }
}
