package dev.atocore.alerts.route;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Formats;
import dev.atocore.alerts.mail.MailAccount;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.text.Digests;
import dev.atocore.alerts.text.UrlHost;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a receiver from its URL: {@code [format+]http(s)://…[#min=severity]}, or a form of its own
 * such as {@code exec:/path}. Its errors never quote the URL.
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
    if (AlertReport.LOG.equals(name) || AlertReport.SLF4J.equals(name)) {
      throw new BadRoute("the name " + name + " is taken; choose another in alerts.json");
    }
    String url = text;
    String forced = null;
    String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
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
    if (scheme.equals("smtp") || scheme.equals("smtps")) {
      return mail(url, name, lowest, headers);
    }
    boolean command = scheme.equals("exec");
    URI uri =
        command ? command(url) : uri(scheme.equals("telegram") ? Target.telegramUrl(url) : url);
    String kind = forced == null ? (command ? scheme : recognised(uri)) : forced;
    String id = name == null ? id(kind, Identity.of(kind, uri)) : name;
    String exactId = name == null ? id(kind, kind + " " + uri) : name;
    Target target = Target.of(kind, uri);
    return new AlertRoute(
        id,
        exactId,
        formats.of(kind, target.addressee()),
        target.uri(),
        lowest,
        RouteHeaders.of(kind, headers));
  }

  private AlertRoute mail(
      String url, @Nullable String name, Severity min, Map<String, String> headers)
      throws BadRoute {
    try {
      MailAccount account = MailAccount.parse(url);
      String kind = "smtp";
      return new AlertRoute(
          name == null ? id(kind, kind + " " + account.identity()) : name,
          name == null ? id(kind, kind + " " + url) : name,
          formats.of(kind, account.from()),
          URI.create(url),
          min,
          RouteHeaders.of(kind, headers));
    } catch (MailAccount.BadAccount e) {
      throw new BadRoute(String.valueOf(e.getMessage()));
    }
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

  private static URI command(String url) throws BadRoute {
    try {
      URI uri = new URI(url);
      boolean path = uri.getPath() != null && uri.getPath().startsWith("/");
      if (path && uri.getRawAuthority() == null && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as of all other forms that are none.
      throw badCommand();
    }
    throw badCommand();
  }

  private static BadRoute badCommand() {
    return new BadRoute(
        "exec: takes the whole path of a program and no arguments: exec:/usr/local/bin/notify");
  }

  private static URI uri(String url) throws BadRoute {
    URI uri;
    try {
      uri = new URI(new URI(UrlHost.inAscii(url)).toASCIIString());
    } catch (UrlHost.BadHost e) {
      throw new BadRoute(String.valueOf(e.getMessage()));
    } catch (URISyntaxException e) {
      throw new BadRoute("not a URL");
    }
    String scheme = uri.getScheme();
    if (scheme == null || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
      throw new BadRoute("not an http or https URL, nor one of smtp, smtps, telegram or exec");
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
    if (host.equals("api.telegram.org") && path.startsWith("/bot")) {
      return "telegram";
    }
    return host.equals("ntfy.sh") && path.length() > 1 ? "ntfy" : "json";
  }
}
