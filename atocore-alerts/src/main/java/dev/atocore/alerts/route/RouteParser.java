package dev.atocore.alerts.route;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Formats;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.text.Digests;
import dev.atocore.alerts.text.UrlHost;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a receiver from its URL: {@code [format+]http(s)://…[#min=severity]}. Its errors never
 * quote the URL.
 */
public final class RouteParser {
  private static final int MAX_PORT = 65_535;

  private final Formats formats;

  public RouteParser(Formats formats) {
    this.formats = formats;
  }

  /** A URL that cannot be used, and why, without the URL. */
  public static final class BadRoute extends Exception {
    BadRoute(String reason) {
      super(reason);
    }
  }

  /**
   * Reads one receiver.
   *
   * @param name a name to know it by instead of one made from the URL; null makes one
   */
  public AlertRoute parse(
      String text, @Nullable String name, @Nullable Severity min, Map<String, String> headers)
      throws BadRoute {
    String url = text;
    String forced = null;
    int plus = url.indexOf('+');
    int colon = url.indexOf(':');
    if (plus > 0 && plus < colon) {
      forced = url.substring(0, plus).toLowerCase(Locale.ROOT);
      url = url.substring(plus + 1);
      if (!Formats.NAMES.contains(forced)) {
        throw new BadRoute(
            "unknown format before the +: use one of " + String.join(", ", Formats.NAMES));
      }
    }
    Severity lowest = min == null ? Severity.INFO : min;
    int hash = url.indexOf('#');
    if (hash >= 0) {
      lowest = fragment(url.substring(hash + 1), lowest);
      url = url.substring(0, hash);
    }
    URI uri = uri(url);
    String kind = forced == null ? recognised(uri) : forced;
    if (AlertReport.LOG.equals(name) || AlertReport.SLF4J.equals(name)) {
      throw new BadRoute("the name " + name + " is taken; choose another in alerts.json");
    }
    String id = name == null ? id(kind, Identity.of(kind, uri)) : name;
    String exactId = name == null ? id(kind, kind + " " + uri) : name;
    Target target = target(kind, uri);
    return new AlertRoute(
        id,
        exactId,
        formats.of(kind, target.addressee()),
        target.uri(),
        lowest,
        RouteHeaders.of(kind, headers));
  }

  private static String id(String kind, String identity) {
    return kind + "-" + Digests.sha256(identity).substring(0, 8);
  }

  private static Severity fragment(String fragment, Severity otherwise) throws BadRoute {
    if (fragment.isEmpty()) {
      return otherwise;
    }
    if (!fragment.startsWith("min=")) {
      throw new BadRoute("only #min=info, #min=warning or #min=critical may stand behind the URL");
    }
    Severity.Parsed parsed = Severity.parse(fragment.substring("min=".length()));
    if (parsed.fellBack()) {
      throw new BadRoute("#min= takes info, warning or critical");
    }
    return parsed.severity();
  }

  private static URI uri(String url) throws BadRoute {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new BadRoute("not a URL");
    }
    String scheme = uri.getScheme();
    if (scheme == null || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
      throw new BadRoute("not an http or https URL");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      throw new BadRoute(
          "a user or password in the URL is refused; put an Authorization header in alerts.json");
    }
    if (UrlHost.of(uri) == null) {
      throw new BadRoute("the URL has no valid host");
    }
    int port = UrlHost.port(uri);
    if (port == 0 || port > MAX_PORT) {
      throw new BadRoute("the port in the URL is not one of 1 to " + MAX_PORT);
    }
    return uri;
  }

  private static String recognised(URI uri) {
    String host = String.valueOf(UrlHost.of(uri)).toLowerCase(Locale.ROOT);
    String path = uri.getRawPath();
    boolean discord =
        host.equals("discord.com")
            || host.equals("discordapp.com")
            || host.endsWith(".discord.com");
    if (discord && path.startsWith("/api/") && path.contains("/webhooks/")) {
      return "discord";
    }
    if ((host.equals("hooks.slack.com") || host.equals("hooks.slack-gov.com"))
        && path.startsWith("/services/")) {
      return "slack";
    }
    boolean flow = host.endsWith(".logic.azure.com") || host.endsWith(".api.powerplatform.com");
    if ((flow && path.contains("/workflows/")) || host.endsWith(".webhook.office.com")) {
      return "teams";
    }
    if (host.equals("events.pagerduty.com") || host.equals("events.eu.pagerduty.com")) {
      return "pagerduty";
    }
    return host.equals("ntfy.sh") && path.length() > 1 ? "ntfy" : "json";
  }

  /** Where to post, and to whom at that address. */
  private record Target(URI uri, String addressee) {}

  private static Target target(String kind, URI uri) throws BadRoute {
    return switch (kind) {
      case "discord" -> new Target(withWait(uri), "");
      case "ntfy" -> ntfy(uri);
      case "pagerduty" -> pagerDuty(uri);
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
