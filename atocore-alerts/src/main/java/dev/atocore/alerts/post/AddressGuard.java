package dev.atocore.alerts.post;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Keeps alerts from being posted to the machine's own cloud: link-local and metadata addresses, by
 * name and by number. Loopback and private networks are where people run receivers, and stay open.
 */
final class AddressGuard {
  private AddressGuard() {}

  /** The target is one that no alert may go to. */
  static final class Forbidden extends IOException {
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
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (isMetadataName(name)) {
      throw forbidden();
    }
    String plain = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    for (InetAddress address : InetAddress.getAllByName(plain)) {
      if (isForbidden(address)) {
        throw forbidden();
      }
    }
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
    // fe80::/10; then the metadata addresses of EC2 (fd00:ec2::254) and Google (fd20:ce::254).
    if (address.isLinkLocalAddress()
        || endsIn254(bytes, 0xfd, 0x00, 0x0e, 0xc2)
        || endsIn254(bytes, 0xfd, 0x20, 0x00, 0xce)) {
      return true;
    }
    int embedded = embedded4(bytes);
    return embedded >= 0 && isForbidden4(bytes, embedded);
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

  private static boolean endsIn254(byte[] b, int... start) {
    for (int i = 0; i < b.length; i++) {
      int expected = i < start.length ? start[i] : i == 14 ? 0x02 : i == 15 ? 0x54 : 0;
      if ((b[i] & 0xff) != expected) {
        return false;
      }
    }
    return true;
  }

  /** Where an IPv6 address carries an IPv4 one: NAT64, 6to4 or compatible; -1 when it does not. */
  private static int embedded4(byte[] b) {
    boolean nat64 =
        (b[0] & 0xff) == 0x00
            && (b[1] & 0xff) == 0x64
            && (b[2] & 0xff) == 0xff
            && (b[3] & 0xff) == 0x9b;
    boolean sixToFour = (b[0] & 0xff) == 0x20 && (b[1] & 0xff) == 0x02;
    boolean compatible = true;
    for (int i = 0; i < 12; i++) {
      compatible &= b[i] == 0;
    }
    return nat64 || compatible ? 12 : sixToFour ? 2 : -1;
  }
}
