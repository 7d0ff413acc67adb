package dev.atocore.alerts.text;

import java.net.IDN;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and the port of a URL. {@link URI} takes no name with an underscore for a host, although
 * networks of containers are full of them, and none beyond ASCII.
 */
public final class UrlHost {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.-]+)(?::([0-9]*))?");
  private static final int BEYOND = 65_536;

  /** The JDK reads them by the rules of 2003, which make another host of them than today's do. */
  private static final Pattern READ_IN_TWO_WAYS =
      Pattern.compile("[\u00DF\u1E9E\u03C2\u200C\u200D]");

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

  /** The URL with its host in ASCII, as names are looked up: {@code xn--…} for others. */
  public static String inAscii(String url) throws BadHost {
    int start = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3;
    int end = Secrets.endOfHost(url, start);
    int from = Math.max(start, url.lastIndexOf('@', end) + 1);
    int to = url.indexOf(':', from);
    int name = to < 0 || to > end ? end : to;
    return url.substring(0, from) + nameInAscii(url.substring(from, name)) + url.substring(name);
  }

  /** A host's name in ASCII. */
  public static String nameInAscii(String name) throws BadHost {
    if (name.chars().allMatch(c -> c < 0x80)) {
      return name;
    }
    if (READ_IN_TWO_WAYS.matcher(name).find()) {
      throw new BadHost("the host has a letter that is read in two ways; write it as xn--…");
    }
    try {
      String ascii = IDN.toASCII(name);
      if (NAME.matcher(ascii).matches()) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      throw new BadHost("the URL has no valid host");
    }
    throw new BadHost("the URL has no valid host");
  }

  /** A host that none can be, and why, without the URL. */
  public static final class BadHost extends Exception {
    BadHost(String reason) {
      super(reason);
    }
  }

  private static @Nullable Matcher lenient(URI uri) {
    String authority = uri.getRawAuthority();
    Matcher matcher = authority == null ? null : NAME.matcher(authority);
    return matcher != null && matcher.matches() ? matcher : null;
  }
}
