package dev.atocore.server.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Caller;
import dev.atocore.server.http.SessionBook;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of browsers: a random id in a cookie. Only those of who gave a token are kept, so
 * nobody else can fill the memory. What forms carry against cross-site posts is computed from the
 * id with a key that no browser has. Thread-safe.
 */
final class Sessions {
  private static final int ID_BYTES = 24;
  private static final Duration LIFETIME = Duration.ofHours(12);

  private final SecureRandom random = new SecureRandom();
  private final SessionBook book;
  private final SecretKeySpec key;
  private final BasePath base;
  private volatile String cookie = "";

  Sessions(SessionBook book, BasePath base) {
    this.book = book;
    this.base = base;
    this.key = new SecretKeySpec(book.formKey(), "HmacSHA256");
  }

  /**
   * Names the cookie; before the first request. A browser sends the cookies of a host to all its
   * ports, so two servers there would overwrite each other's, unless they know the same sessions.
   */
  void serve(int port) {
    String name = book.name();
    cookie = "atocore_session_" + (name == null ? port : name) + base.text().replace('/', '_');
  }

  /**
   * A browser.
   *
   * @param cookie the name of its cookie
   * @param id the value of its cookie
   * @param fresh whether the browser does not have the cookie yet
   */
  record Session(String cookie, String id, boolean fresh) {
    @Override
    public String toString() {
      return "a session";
    }
  }

  /** The session of a request; a fresh one when it brings none that could be ours. */
  Session of(HttpServerExchange exchange) {
    String id = id(exchange);
    return id == null || !wellFormed(id) ? fresh() : new Session(cookie, id, false);
  }

  /** Who gave a token in the browser that the request comes from; null for nobody. */
  @Nullable Caller caller(HttpServerExchange exchange) {
    String id = id(exchange);
    if (id == null) {
      return null;
    }
    return wellFormed(id) ? book.find(id) : null;
  }

  /** Whether {@link #caller} answers at once. */
  boolean knows(HttpServerExchange exchange) {
    String id = id(exchange);
    return id == null || !wellFormed(id) || book.knows(id);
  }

  private @Nullable String id(HttpServerExchange exchange) {
    Cookie given = exchange.getRequestCookie(cookie);
    return given == null ? null : given.getValue();
  }

  /** Opens a session under a new id: one that somebody planted before is worth nothing. */
  Session open(Caller caller) {
    Session session = fresh();
    book.open(session.id(), caller, LIFETIME);
    return session;
  }

  void close(Session session) {
    book.close(session.id());
  }

  String csrfToken(Session session) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return encode(mac.doFinal(("csrf " + session.id()).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", e);
    }
  }

  /** Whether a form carries what the session's forms carry. */
  boolean csrfHolds(Session session, @Nullable String given) {
    return !session.fresh()
        && given != null
        && MessageDigest.isEqual(given.getBytes(UTF_8), csrfToken(session).getBytes(UTF_8));
  }

  private Session fresh() {
    return new Session(cookie, encode(randomBytes(ID_BYTES)), true);
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static boolean wellFormed(String id) {
    return id.length() == ID_BYTES / 3 * 4
        && id.chars()
            .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
