package dev.atocore.alerts.mail;

import dev.atocore.alerts.text.Secrets;
import dev.atocore.alerts.text.UrlHost;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is handed in, and from whom to whom: {@code
 * smtp[s]://[user:password@]host[:port]/?from=…&to=…[&starttls=…]}.
 *
 * @param password null exactly when the user is
 */
public record MailAccount(
    String host,
    int port,
    Encryption encryption,
    @Nullable String user,
    @Nullable String password,
    String from,
    List<String> to) {
  private static final int SUBMISSION = 587;
  private static final int RELAY = 25;
  private static final int TLS = 465;
  private static final int MAX_PORT = 65_535;
  private static final Pattern PLACE =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[\\p{L}\\p{N}_.-]+)(?::([0-9]{1,5}))?");
  private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+");
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  /** How the connection is kept from being read. */
  public enum Encryption {
    /** TLS from the first byte. */
    TLS,
    /** STARTTLS, or nothing is sent. */
    REQUIRED,
    /** STARTTLS where the server offers it. */
    IF_OFFERED,
    /** None. */
    NEVER
  }

  /** A URL that names no account, and why, without the URL. */
  public static final class BadAccount extends Exception {
    BadAccount(String reason) {
      super(reason);
    }
  }

  /** Reads an account. */
  public static MailAccount parse(String url) throws BadAccount {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new BadAccount("not a URL: user, password and addresses are percent-encoded in it");
    }
    String authority = String.valueOf(uri.getRawAuthority());
    int at = authority.lastIndexOf('@');
    Matcher place = PLACE.matcher(authority.substring(at + 1));
    if (uri.getRawAuthority() == null || !place.matches()) {
      throw new BadAccount("the URL has no valid host");
    }
    if (!String.valueOf(uri.getRawPath()).matches("/?")) {
      throw new BadAccount("behind the host of an e-mail URL stands /?from=…&to=…");
    }
    String host;
    try {
      host = UrlHost.nameInAscii(place.group(1));
    } catch (UrlHost.BadHost e) {
      throw new BadAccount(String.valueOf(e.getMessage()));
    }
    String[] login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
    if (login.length == 1) {
      throw new BadAccount("the URL has a user without a password: smtp://USER:PASSWORD@HOST/?…");
    }
    boolean tls = "smtps".equalsIgnoreCase(uri.getScheme());
    Query query = Query.of(uri.getRawQuery());
    return new MailAccount(
        host,
        port(place.group(2), tls, login.length > 0),
        encryption(query.startTls(), tls, login.length > 0),
        login.length == 0 ? null : Secrets.decoded(login[0]),
        login.length == 0 ? null : Secrets.decoded(login[1]),
        query.from(),
        query.to());
  }

  private static int port(@Nullable String digits, boolean tls, boolean login) throws BadAccount {
    if (digits == null) {
      return tls ? TLS : login ? SUBMISSION : RELAY;
    }
    int port = Integer.parseInt(digits);
    if (port == 0 || port > MAX_PORT) {
      throw new BadAccount("the port in the URL is not one of 1 to " + MAX_PORT);
    }
    return port;
  }

  private static Encryption encryption(@Nullable String startTls, boolean tls, boolean login)
      throws BadAccount {
    if (tls && startTls != null) {
      throw new BadAccount("smtps:// is TLS from the start; leave starttls out, or write smtp://");
    }
    if (tls) {
      return Encryption.TLS;
    }
    if (startTls == null) {
      // A password goes over no open line unless someone wants that.
      return login ? Encryption.REQUIRED : Encryption.IF_OFFERED;
    }
    return switch (startTls) {
      case "required" -> Encryption.REQUIRED;
      case "if-offered" -> Encryption.IF_OFFERED;
      case "never" -> Encryption.NEVER;
      default -> throw new BadAccount("starttls= takes required, if-offered or never");
    };
  }

  /** What stands behind the question mark. */
  private record Query(String from, List<String> to, @Nullable String startTls) {
    static Query of(@Nullable String text) throws BadAccount {
      String from = null;
      String startTls = null;
      List<String> to = new ArrayList<>();
      for (String pair : text == null ? new String[0] : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        String value = Secrets.decoded(pair.substring(equals + 1));
        switch (equals < 0 ? "" : pair.substring(0, equals)) {
          case "from" -> from = address(value);
          case "starttls" -> startTls = value.toLowerCase(Locale.ROOT);
          case "to" -> {
            for (String one : value.split(",", -1)) {
              to.add(address(one.strip()));
            }
          }
          default ->
              throw new BadAccount("behind the ? of an e-mail URL stand from=, to= and starttls=");
        }
      }
      if (from == null || to.isEmpty()) {
        throw new BadAccount("an e-mail URL needs from= and to=: smtp://HOST/?from=a@x&to=b@y,c@z");
      }
      return new Query(from, to.stream().distinct().toList(), startTls);
    }
  }

  /** A bare address: no name around it, nothing that ends a line or starts another address. */
  private static String address(String text) throws BadAccount {
    int at = text.lastIndexOf('@');
    String domain = at < 0 ? "" : ascii(text.substring(at + 1));
    if (at < 1
        || !LOCAL.matcher(text.substring(0, at)).matches()
        || !DOMAIN.matcher(domain).matches()) {
      throw new BadAccount("from= and to= take plain addresses: name@example.com");
    }
    return text.substring(0, at + 1) + domain;
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** What stays the same when the password changes. */
  public String identity() {
    return host.toLowerCase(Locale.ROOT) + ":" + port + " " + String.join(",", to);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
