package dev.atocore.alerts.net;

import dev.atocore.alerts.text.UrlHost;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that no proxy stands before: names with all below them, addresses, networks such as
 * {@code 10.0.0.0/8}, each maybe with a port, or {@code *} for all.
 */
final class NoProxyList {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](?::([0-9]+))?");
  private static final Pattern NAME_AND_PORT = Pattern.compile("([^:]*):([0-9]+)");

  private final List<Entry> entries = new ArrayList<>();

  /**
   * One of them.
   *
   * @param name in lower case, without dots at its ends
   * @param port null for any
   */
  private record Entry(String name, @Nullable String port) {}

  NoProxyList(String text) {
    for (String word : text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      Matcher bracketed = BRACKETED.matcher(word);
      Matcher named = NAME_AND_PORT.matcher(word);
      if (bracketed.matches()) {
        entries.add(new Entry(bracketed.group(1), bracketed.group(2)));
      } else if (named.matches()) {
        entries.add(new Entry(trimmed(named.group(1)), named.group(2)));
      } else if (!word.isEmpty()) {
        entries.add(new Entry(trimmed(word), null));
      }
    }
  }

  /** A leading dot, or a star and a dot, means no more than the name; so does a dot at the end. */
  private static String trimmed(String name) {
    String start = name.startsWith("*.") ? name.substring(1) : name;
    String open = start.startsWith(".") ? start.substring(1) : start;
    String closed = open.endsWith(".") ? open.substring(0, open.length() - 1) : open;
    try {
      return UrlHost.nameInAscii(closed);
    } catch (UrlHost.BadHost e) {
      // No host is called so.
      return closed;
    }
  }

  boolean has(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    String plain = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    byte[] address = address(plain);
    for (Entry entry : entries) {
      boolean here = entry.port() == null || entry.port().equals(String.valueOf(port));
      if (here && matches(entry.name(), plain, address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String entry, String host, byte @Nullable [] address) {
    if (entry.isEmpty() || entry.equals("*")) {
      return entry.equals("*");
    }
    if (address == null) {
      return host.equals(entry) || host.endsWith("." + entry);
    }
    int slash = entry.indexOf('/');
    byte[] network = address(slash < 0 ? entry : entry.substring(0, slash));
    if (network == null || network.length != address.length) {
      return false;
    }
    int bits = slash < 0 ? network.length * 8 : bits(entry.substring(slash + 1));
    return bits >= 0 && bits <= network.length * 8 && sameBits(network, address, bits);
  }

  private static int bits(String digits) {
    return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
  }

  private static boolean sameBits(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of an address; null for a name, which is not looked up. */
  private static byte @Nullable [] address(String text) {
    if (!IPV4.matcher(text).matches() && text.indexOf(':') < 0) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
