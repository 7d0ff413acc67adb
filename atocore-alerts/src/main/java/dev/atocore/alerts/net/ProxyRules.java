package dev.atocore.alerts.net;

import dev.atocore.alerts.text.AlertSettings;
import dev.atocore.alerts.text.Secrets;
import dev.atocore.alerts.text.UrlHost;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a URL is reached through, read from the environment as curl does: {@code
 * https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy}, in lower case or else
 * in upper case. {@code ATOCORE_ALERT_PROXY} overrules them all. Immutable and thread-safe.
 */
public final class ProxyRules {
  private static final String OVERRULING = "ATOCORE_ALERT_PROXY";
  private static final Set<String> NONE = Set.of("none", "direct");

  private final Map<String, String> env;

  private ProxyRules(Map<String, String> env) {
    this.env = env;
  }

  /** The rules of an environment, as of {@link System#getenv()}. */
  public static ProxyRules of(Map<String, String> env) {
    return new ProxyRules(Map.copyOf(env));
  }

  /** Rules that name no proxy, so that the options of the JVM count. */
  public static ProxyRules ofJvm() {
    return of(Map.of());
  }

  /** A setting that names no proxy where it should. */
  public static final class BadProxy extends IOException {
    BadProxy(String variable) {
      super(
          variable
              + " is no proxy's address: write http://HOST:PORT, https://, socks5:// or socks5h://");
    }
  }

  /** Whether the environment wants a direct connection, whatever the options of the JVM say. */
  public boolean isDirect(URI uri) {
    String overruling = AlertSettings.value(env, OVERRULING);
    return overruling == null ? isException(uri) : isNone(overruling);
  }

  /** The proxy that the environment names for a URL; null when it names none. */
  public @Nullable ProxyServer through(URI uri) throws BadProxy {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String variable =
        AlertSettings.value(env, OVERRULING) == null ? first(variables(scheme)) : OVERRULING;
    if (variable == null || isDirect(uri)) {
      return null;
    }
    ProxyServer proxy = parsed(variable);
    if (proxy == null) {
      throw new BadProxy(variable);
    }
    return proxy;
  }

  private boolean isException(URI uri) {
    String host = UrlHost.of(uri);
    String list = first(List.of("no_proxy", "NO_PROXY"));
    return list != null
        && host != null
        && new NoProxyList(env.getOrDefault(list, "")).has(host, portOf(uri));
  }

  private static boolean isNone(String proxy) {
    return NONE.contains(proxy.toLowerCase(Locale.ROOT));
  }

  private List<String> variables(String scheme) {
    String upper = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
    // Whoever asks a CGI program for a page sets HTTP_PROXY there, by a header named Proxy.
    boolean planted = scheme.equals("http") && env.containsKey("REQUEST_METHOD");
    return planted
        ? List.of("http_proxy", "all_proxy", "ALL_PROXY")
        : List.of(scheme + "_proxy", upper, "all_proxy", "ALL_PROXY");
  }

  private @Nullable String first(List<String> names) {
    return names.stream()
        .filter(name -> AlertSettings.value(env, name) != null)
        .findFirst()
        .orElse(null);
  }

  private @Nullable ProxyServer parsed(String variable) {
    String value = AlertSettings.value(env, variable);
    return value == null ? null : ProxyServer.parse(value);
  }

  static int portOf(URI uri) {
    int port = UrlHost.port(uri);
    if (port >= 0) {
      return port;
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** What is wrong with the settings, one line each. */
  public List<String> problems() {
    return named().stream()
        .filter(variable -> parsed(variable) == null && !isNone(env.getOrDefault(variable, "")))
        .map(variable -> String.valueOf(new BadProxy(variable).getMessage()))
        .toList();
  }

  /** Adds the proxies' passwords to what is never shown. */
  public void addTo(Secrets secrets) {
    for (String variable : named()) {
      secrets.addUserInfo(env.getOrDefault(variable, ""));
      ProxyServer proxy = parsed(variable);
      String authorization = proxy == null ? null : proxy.authorization();
      if (authorization != null) {
        secrets.addHeader("Proxy-Authorization", authorization);
      }
    }
  }

  /** The variables that name the proxies which count. */
  private Set<String> named() {
    Set<String> named = new TreeSet<>();
    if (AlertSettings.value(env, OVERRULING) != null) {
      named.add(OVERRULING);
      return named;
    }
    for (String scheme : List.of("http", "https", "smtp", "smtps")) {
      String variable = first(variables(scheme));
      if (variable != null) {
        named.add(variable);
      }
    }
    return named;
  }
}
