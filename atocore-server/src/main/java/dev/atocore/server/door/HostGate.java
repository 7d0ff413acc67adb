package dev.atocore.server.door;

import dev.atocore.server.http.Problem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another site makes a browser send. DNS rebinding needs a name that its owner can
 * point here, so the Host must be an address, {@code localhost}, or a name that the operator
 * allowed. A request that changes something must come from this server's own pages or from no page
 * at all: Sec-Fetch-Site says so, and Origin, which is then the Host.
 */
final class HostGate {
  private static final Pattern LOOPBACK =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[[0-9a-f:.]+]");
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

  private final boolean loopbackOnly;
  private final Set<String> allowed;

  /**
   * A gate.
   *
   * @param loopbackOnly whether the server listens on the loopback interface
   * @param allowed more names, lower case, without port
   */
  HostGate(boolean loopbackOnly, Set<String> allowed) {
    this.loopbackOnly = loopbackOnly;
    this.allowed = allowed;
  }

  /**
   * Why the request may not come in; null when it may.
   *
   * @param fromNamed whether it may also come from a page of a name that the operator allowed,
   *     whatever its port
   */
  @Nullable Problem refuse(HttpServerExchange exchange, boolean fromNamed) {
    HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
    if (hosts == null || hosts.size() != 1) {
      return Problem.of(400, "invalid_host", "the request must have one Host header");
    }
    String host = hosts.getFirst().toLowerCase(Locale.ROOT);
    if (!isOurs(AllowedName.withoutDot(PORT.matcher(host).replaceFirst("")))) {
      return Problem.of(
          403,
          "host_not_allowed",
          "the Host header names no address of this server; start it with --allow-host for a name"
              + " of its own");
    }
    String method = exchange.getRequestMethod().toString();
    return method.equals("GET") || method.equals("HEAD") || (fromNamed && isNamed(exchange))
        ? null
        : refuseOrigin(exchange, host);
  }

  private @Nullable Problem refuseOrigin(HttpServerExchange exchange, String host) {
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return crossSite();
    }
    HeaderValues origins = exchange.getRequestHeaders().get(Headers.ORIGIN);
    if (origins == null) {
      return null;
    }
    String origin = origins.getFirst();
    if (origins.size() == 1 && origin.equals("null")) {
      // A form of our own pages: they send no referrer, and then browsers send no origin either.
      // What vouches for it is Sec-Fetch-Site, or over plain HTTP the form's own token.
      return "same-origin".equals(site) || FormReader.isForm(exchange) ? null : crossSite();
    }
    return origins.size() == 1 && isHost(origin, host) ? null : crossSite();
  }

  private boolean isOurs(String host) {
    return host.equals("localhost")
        || (loopbackOnly ? LOOPBACK : ADDRESS).matcher(host).matches()
        || allowed.contains(host);
  }

  private boolean isNamed(HttpServerExchange exchange) {
    HeaderValues origins = exchange.getRequestHeaders().get(Headers.ORIGIN);
    try {
      String name = origins == null ? null : new URI(origins.getFirst()).getHost();
      return name != null && origins.size() == 1 && allowed.contains(name.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Problem crossSite() {
    return Problem.of(403, "cross_site", "the request comes from a page of another site");
  }

  /** A port that goes without saying may be said in either. */
  private static boolean isHost(String origin, String host) {
    try {
      URI page = new URI(origin);
      String authority = page.getRawAuthority();
      String usual = "https".equalsIgnoreCase(page.getScheme()) ? ":443" : ":80";
      return authority != null
          && without(usual, authority.toLowerCase(Locale.ROOT)).equals(without(usual, host));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String without(String port, String authority) {
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }
}
