package dev.atocore.core.key;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.Sha256;
import dev.atocore.audit.record.KeyEvent;
import dev.atocore.audit.record.KeyRecord;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.db.ClaimedWork;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a store. Thread-safe. */
public final class Keys {
  /** How every token begins, so that people and scanners know one when they see it. */
  public static final String PREFIX = "atc_";

  private static final int TOKEN_BYTES = 32;

  private final Transactions transactions;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Keys(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The keys as they are now. */
  public KeyRing ring() {
    return transactions.read(Keys::ring);
  }

  /** The same for those that ask often. */
  public KeyWatch watch() {
    return new KeyWatch(this);
  }

  private static KeyRing ring(StoreConnection connection) throws SQLException {
    return new KeyRing(KeyRecord.read(connection.sql()));
  }

  /**
   * Makes a key.
   *
   * @param name becomes the actor of what is changed with it; a name is given once, to whichever
   *     key, because the log names who acted by it
   * @param expires when it ends; null for never
   * @param change who makes it
   * @throws InvalidInputException if the name is no plain line or the program's own, or the end is
   *     not to come
   * @throws ConflictException if there is, or was, a key of that name
   */
  public NewKey add(String name, Role role, Scope scope, @Nullable Instant expires, Change change) {
    requireName(name);
    scope.projects().forEach(project -> TextRules.requireName("project", project));
    TextRules.requireName("user", scope.user());
    Instant now = Instant.now();
    requireAhead(expires, now);
    String token = newToken();
    return transactions.write(
        ClaimedWork.KEYS,
        connection -> {
          if (ring(connection).find(name) != null) {
            throw new ConflictException(
                "there is a key "
                    + TextRules.quote(name)
                    + " already; 'atocore key rotate' gives it another token, and one that was"
                    + " revoked keeps its name");
          }
          KeyEvent made =
              new KeyEvent(
                  KeyEvent.Kind.MADE,
                  name,
                  role.word(),
                  List.copyOf(scope.projects()),
                  scope.user(),
                  expires == null ? null : Times.format(expires),
                  hash(token),
                  change.actor(),
                  change.requestId(),
                  Times.format(now));
          return new NewKey(recorded(connection, made), token);
        });
  }

  /**
   * Gives a key another token; the one before lets nobody in any more.
   *
   * @param expires when it ends from now on; null for as it was
   * @throws InvalidInputException if that is not to come
   * @throws NotFoundException if there is no such key, or it was revoked
   */
  public NewKey rotate(String name, @Nullable Instant expires, Change change) {
    requireAhead(expires, Instant.now());
    String token = newToken();
    return transactions.write(
        ClaimedWork.KEYS,
        connection ->
            new NewKey(
                next(connection, name, KeyEvent.Kind.ROTATED, hash(token), expires, change),
                token));
  }

  /**
   * Ends a key for good.
   *
   * @throws NotFoundException if there is no such key, or it was revoked
   */
  public Key revoke(String name, Change change) {
    return transactions.write(
        ClaimedWork.KEYS,
        connection -> next(connection, name, KeyEvent.Kind.REVOKED, null, null, change));
  }

  private static Key next(
      StoreConnection connection,
      String name,
      KeyEvent.Kind kind,
      @Nullable ByteString token,
      @Nullable Instant expires,
      Change change)
      throws SQLException {
    KeyRing ring = ring(connection);
    Key key = ring.find(name);
    KeyEvent last = ring.last(name);
    if (key == null || last == null || key.revokedAt() != null) {
      throw new NotFoundException(
          "there is no key "
              + TextRules.quote(name)
              + (key == null ? "" : " any more: it was revoked")
              + "; 'atocore key list' names them");
    }
    return recorded(
        connection,
        new KeyEvent(
            kind,
            name,
            last.role(),
            last.projects(),
            last.userId(),
            expires == null ? last.expiresAt() : Times.format(expires),
            token == null ? last.tokenHash() : token,
            change.actor(),
            change.requestId(),
            Times.format(Instant.now())));
  }

  private static Key recorded(StoreConnection connection, KeyEvent event) throws SQLException {
    KeyRecord.append(connection.sql(), event);
    Key key = ring(connection).find(event.name());
    if (key == null) {
      throw new IllegalStateException("The key that was put on record is not there.");
    }
    return key;
  }

  private static void requireAhead(@Nullable Instant expires, Instant now) {
    if (expires != null && !expires.isAfter(now)) {
      throw new InvalidInputException(
          "the key would expire at " + Times.format(expires) + ", which is past");
    }
  }

  private static void requireName(String name) {
    TextRules.requireName("name", name);
    if (OwnActor.isReserved(name)) {
      throw new InvalidInputException(
          "name " + TextRules.quote(name) + " is a name of the program's own; choose another");
    }
    Change.by(name);
  }

  private static String newToken() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static ByteString hash(String token) {
    return ByteString.wrap(Sha256.of(token));
  }
}
