package dev.atocore.alerts.net;

import dev.atocore.alerts.text.Secrets;
import dev.atocore.alerts.text.UrlHost;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy as curl reads it: {@code [scheme://][user[:password]@]host[:port]}.
 *
 * @param scheme one of {@link #SCHEMES}
 * @param credentials user and password with a colon between, decoded; null when there are none
 */
public record ProxyServer(String scheme, String host, int port, @Nullable String credentials) {
  static final List<String> SCHEMES = List.of("http", "https", "socks5", "socks5h");

  /** curl's, for a proxy without a port. */
  private static final int DEFAULT_PORT = 1080;

  private static final int DEFAULT_TLS_PORT = 443;
  private static final int MAX_PORT = 65_535;
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[\\p{L}\\p{N}_.-]+)(?::([0-9]{1,5}))?");

  /** Reads one; null when that is no proxy's address. */
  static @Nullable ProxyServer parse(String text) {
    int end = text.indexOf("://");
    String scheme = end < 0 ? "http" : text.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = end < 0 ? text : text.substring(end + 3);
    int tail = rest.lastIndexOf('/');
    if (tail >= 0 && tail == rest.length() - 1) {
      rest = rest.substring(0, tail);
    }
    int at = rest.lastIndexOf('@');
    Matcher place = HOST_AND_PORT.matcher(rest.substring(at + 1));
    if (!SCHEMES.contains(scheme) || !place.matches()) {
      return null;
    }
    String digits = place.group(2);
    int usual = scheme.equals("https") ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    int port = digits == null ? usual : Integer.parseInt(digits);
    if (port == 0 || port > MAX_PORT) {
      return null;
    }
    String user = at < 0 ? null : Secrets.decoded(rest.substring(0, at));
    String credentials = user == null || user.indexOf(':') >= 0 ? user : user + ":";
    try {
      return new ProxyServer(scheme, UrlHost.nameInAscii(place.group(1)), port, credentials);
    } catch (UrlHost.BadHost e) {
      return null;
    }
  }

  boolean isSocks() {
    return scheme.startsWith("socks");
  }

  /** Whether the proxy, and not this machine, looks up the names of hosts. */
  boolean looksUpNames() {
    return !scheme.equals("socks5");
  }

  public String user() {
    return credentials == null ? "" : credentials.substring(0, credentials.indexOf(':'));
  }

  public String password() {
    return credentials == null ? "" : credentials.substring(credentials.indexOf(':') + 1);
  }

  /** The value of Proxy-Authorization; null when there are no credentials. */
  public @Nullable String authorization() {
    return credentials == null
        ? null
        : "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** The host without the brackets of an IPv6 address. */
  String plainHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Where it is, without credentials. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
