package dev.atocore.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.Sha256;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.key.KeyAnswer;
import dev.atocore.core.key.KeyRing;
import dev.atocore.core.key.KeyWatch;
import dev.atocore.server.http.Admission;
import dev.atocore.server.http.Caller;
import dev.atocore.server.http.SessionBook;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who speaks by the token they bring: the operator's of this server, or a key of the store.
 * Keys are read anew when they are needed and a moment old, so a new one works and an ended one
 * does not, without a restart. Thread-safe.
 */
public final class Callers {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.Callers");

  /** The actor of who has the API token, or needs none. */
  private static final Caller OPERATOR = new StoreCaller(Principal.operator("api-http"), null);

  private final KeyWatch keys;
  private final @Nullable ApiToken token;
  private volatile List<String> problems = List.of();

  /**
   * The callers of a server.
   *
   * @param token the token of its operator; null for none
   */
  public Callers(MemoryStore store, @Nullable ApiToken token) {
    this.keys = store.keys().watch();
    this.token = token;
  }

  /** Whether somebody could be let in by a token. */
  public boolean hasToken() {
    return token != null || ring().hasLiving(Instant.now());
  }

  /** Who comes without a token; null when everybody needs one. */
  public @Nullable Caller anybody() {
    return token == null && !ring().isUsed() ? OPERATOR : null;
  }

  /** Whose token that is. */
  public Admission admit(String given) {
    if (token != null && token.matches(given)) {
      return new Admission.Known(OPERATOR);
    }
    return admission(ring().admit(given, Instant.now()), ByteString.wrap(Sha256.of(given)));
  }

  /** Where the sessions of browsers are kept. */
  public static SessionBook sessions(MemoryStore store, Callers callers) {
    return SharedSessions.of(store, callers);
  }

  /** Whether the keys were read a moment ago, so that nobody waits for them. */
  public boolean areKnown() {
    return keys.isFresh();
  }

  /** Reads them; what keeps them from being read is told to who asks next. */
  public void lookAgain() {
    try {
      keys.ring();
    } catch (StoreException e) {
      log.debug("The keys cannot be read: {}", e.getMessage());
    }
  }

  static boolean hasKey(Caller caller) {
    return ((StoreCaller) caller).tokenHash() != null;
  }

  /** What shows any server of the store, with a text, whose token was given to this one. */
  String proof(Caller caller, String text) {
    ByteString key = ((StoreCaller) caller).tokenHash();
    if (key != null) {
      return HexFormat.of().formatHex(proof(key.shared(), text));
    }
    return token == null ? "" : HexFormat.of().formatHex(token.proofOf(text));
  }

  /** Who gave the token that this is a proof of; null for nobody who is let in. */
  @Nullable Caller again(String name, boolean byKey, String proof, String text) {
    if (!byKey) {
      return token != null && isProof(token.proofOf(text), proof) ? OPERATOR : null;
    }
    ByteString key = ring().tokenHash(name);
    return key != null && isProof(proof(key.shared(), text), proof) ? again(name, key) : null;
  }

  private static boolean isProof(byte[] wanted, String given) {
    return MessageDigest.isEqual(
        HexFormat.of().formatHex(wanted).getBytes(UTF_8), given.getBytes(UTF_8));
  }

  static byte[] proof(byte[] secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(("session " + text).getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256.", e);
    }
  }

  /** What somebody who was let in before is by now; null when they are no longer let in. */
  public @Nullable Caller renew(Caller caller) {
    ByteString key = ((StoreCaller) caller).tokenHash();
    return key == null ? caller : again(caller.name(), key);
  }

  private @Nullable Caller again(String name, ByteString key) {
    Admission again = admission(ring().again(name, key.shared(), Instant.now()), key);
    return again instanceof Admission.Known let ? let.caller() : null;
  }

  private static Admission admission(KeyAnswer answer, ByteString tokenHash) {
    if (answer instanceof KeyAnswer.Known let) {
      return new Admission.Known(new StoreCaller(let.principal(), tokenHash));
    }
    KeyAnswer.Refused refused = (KeyAnswer.Refused) answer;
    return new Admission.Refused(refused.name(), refused.why());
  }

  private KeyRing ring() {
    KeyRing ring = keys.ring();
    if (!ring.problems().equals(problems)) {
      problems = ring.problems();
      problems.forEach(problem -> log.error("No key lets anybody in: {}", problem));
    }
    return ring;
  }
}
