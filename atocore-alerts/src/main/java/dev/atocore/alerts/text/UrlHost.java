package dev.atocore.alerts.text;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and the port of a URL. {@link URI} takes no name with an underscore for a host, although
 * networks of containers are full of them.
 */
public final class UrlHost {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.-]+)(?::([0-9]*))?");
  private static final int BEYOND = 65_536;

  private UrlHost() {}

  /** The host; null when there is none. */
  public static @Nullable String of(URI uri) {
    Matcher lenient = uri.getHost() == null ? lenient(uri) : null;
    return lenient == null ? uri.getHost() : lenient.group(1);
  }

  /** The port, one that is no port included; -1 when none is given. */
  public static int port(URI uri) {
    Matcher lenient = uri.getHost() == null ? lenient(uri) : null;
    String digits = lenient == null ? null : lenient.group(2);
    if (digits == null || digits.isEmpty()) {
      return uri.getPort();
    }
    return digits.length() > 9 ? BEYOND : Integer.parseInt(digits);
  }

  private static @Nullable Matcher lenient(URI uri) {
    String authority = uri.getRawAuthority();
    Matcher matcher = authority == null ? null : NAME.matcher(authority);
    return matcher != null && matcher.matches() ? matcher : null;
  }
}
