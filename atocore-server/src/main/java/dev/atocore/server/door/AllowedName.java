package dev.atocore.server.door;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names under which an operator lets clients reach the server. */
public final class AllowedName {
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*]");
  private static final int MAX_LENGTH = 253;

  private AllowedName() {}

  /**
   * A name as the Host header has it: lower case, in ASCII, without the dot of a full name.
   *
   * @throws IllegalArgumentException if no client would ever send it
   */
  public static String of(String text) {
    String name = withoutDot(ascii(text.strip()).toLowerCase(Locale.ROOT));
    String bracketed = name.indexOf(':') == name.lastIndexOf(':') ? name : bracket(name);
    if (IPV6.matcher(bracketed).matches()
        || (name.length() <= MAX_LENGTH && NAME.matcher(name).matches())) {
      return bracketed;
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is no name of a host; give it alone, such as memory.example.org or 192.0.2.7,"
            + " without scheme, port, path or wildcard, and one at a time");
  }

  /** What a Host header says, without the dot of a full name. */
  static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static String bracket(String address) {
    return address.startsWith("[") ? address : "[" + address + "]";
  }

  private static String ascii(String text) {
    try {
      return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
