package dev.atocore.alerts.net;

import static java.util.Objects.requireNonNull;

import dev.atocore.alerts.text.UrlHost;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps alerts from being posted to the machine's own cloud: link-local and metadata addresses, by
 * name and by number. Loopback and private networks are where people run receivers, and stay open.
 */
public final class AddressGuard {
  /** What ends in a number is an address to whoever reads it, and never a name. */
  private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private AddressGuard() {}

  /** The target is one that no alert may go to. */
  public static final class Forbidden extends IOException {
    Forbidden(String message) {
      super(message);
    }
  }

  /**
   * Resolves the host and throws when any of its addresses is forbidden. The JDK keeps the answer
   * for some seconds, so the connection that follows goes to the addresses that were looked at
   * here.
   */
  static void check(URI uri) throws Forbidden, UnknownHostException {
    check(requireNonNull(UrlHost.of(uri), "no host"));
  }

  /** The same of a host alone. */
  public static void check(String host) throws Forbidden, UnknownHostException {
    String name = checkName(host);
    for (InetAddress address : InetAddress.getAllByName(name)) {
      if (isForbidden(address)) {
        throw forbidden();
      }
    }
  }

  /**
   * The same of a URL behind a proxy, and of the proxy. A name is only looked up where the proxy
   * does not do so: this machine may know none of those behind it.
   */
  public static void check(URI uri, ProxyServer proxy) throws Forbidden, UnknownHostException {
    check(proxy.host());
    String name = checkName(requireNonNull(UrlHost.of(uri), "no host"));
    if (isNumber(name) || !proxy.looksUpNames()) {
      check(name);
    }
  }

  static boolean isNumber(String name) {
    return name.indexOf(':') >= 0 || NUMBER.matcher(name).matches();
  }

  private static String checkName(String host) throws Forbidden {
    String lower = host.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (isMetadataName(name)) {
      throw forbidden();
    }
    return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
  }

  private static Forbidden forbidden() {
    return new Forbidden("the host is a link-local or cloud metadata address, which is refused");
  }

  private static boolean isMetadataName(String name) {
    return switch (name) {
      case "metadata",
          "metadata.google.internal",
          "metadata.goog",
          "instance-data",
          "instance-data.ec2.internal",
          "metadata.azure.com",
          "metadata.azure.internal",
          "metadata.tencentyun.com",
          "metadata.oraclecloud.com" ->
          true;
      default -> false;
    };
  }

  static boolean isForbidden(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return isForbidden4(bytes, 0);
    }
    // fe80::/10; then what EC2 (fd00:ec2::254, ::253, ::23) and Google (fd20:ce::254) keep for
    // themselves.
    if (address.isLinkLocalAddress()
        || startsWith(bytes, 0, 0xfd, 0x00, 0x0e, 0xc2)
        || startsWith(bytes, 0, 0xfd, 0x20, 0x00, 0xce)) {
      return true;
    }
    return embeds(bytes);
  }

  private static boolean isForbidden4(byte[] b, int at) {
    int first = b[at] & 0xff;
    int second = b[at + 1] & 0xff;
    int third = b[at + 2] & 0xff;
    int fourth = b[at + 3] & 0xff;
    boolean linkLocal = first == 169 && second == 254;
    boolean alibaba = first == 100 && second == 100 && third == 100 && fourth == 200;
    boolean azure = first == 168 && second == 63 && third == 129 && fourth == 16;
    boolean oracle = first == 192 && second == 0 && third == 0 && fourth == 192;
    return linkLocal || alibaba || azure || oracle;
  }

  /** Whether an IPv6 address carries a forbidden IPv4 one, in any of the ways to carry one. */
  private static boolean embeds(byte[] b) {
    if (startsWith(b, 0, 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01)) {
      return embedsLocalNat64(b);
    }
    boolean nat64 = startsWith(b, 0, 0x00, 0x64, 0xff, 0x9b);
    boolean compatible = startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    boolean mapped = startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
    boolean translated = startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0);
    boolean isatap =
        startsWith(b, 8, 0x00, 0x00, 0x5e, 0xfe) || startsWith(b, 8, 0x02, 0x00, 0x5e, 0xfe);
    if (nat64 || compatible || mapped || translated || isatap) {
      return isForbidden4(b, 12);
    }
    if (startsWith(b, 0, 0x20, 0x01, 0x00, 0x00)) {
      // Teredo: its server as it is, its client with every bit turned.
      return isForbidden4(b, 4) || isForbidden4(turned(b), 12);
    }
    return startsWith(b, 0, 0x20, 0x02) && isForbidden4(b, 2);
  }

  /**
   * Networks cut 64:ff9b:1::/48 as they like, so the address may sit in any of the places that RFC
   * 6052 has for one; the byte with the index 8 is never part of it.
   */
  private static boolean embedsLocalNat64(byte[] b) {
    byte[] joined = new byte[] {b[6], b[7], b[9], b[10], b[11], b[12]};
    return isForbidden4(joined, 0)
        || isForbidden4(joined, 1)
        || isForbidden4(joined, 2)
        || isForbidden4(b, 12);
  }

  private static byte[] turned(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = (byte) ~bytes[i];
    }
    return turned;
  }

  private static boolean startsWith(byte[] b, int at, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if ((b[at + i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
