package dev.atocore.server.access;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.Sha256;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.key.KeyAnswer;
import dev.atocore.core.key.KeyRing;
import dev.atocore.server.http.Admission;
import dev.atocore.server.http.Caller;
import java.time.Duration;
import java.time.Instant;
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
  private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

  /** The actor of who has the API token, or needs none. */
  private static final Caller OPERATOR = new StoreCaller(Principal.operator("api-http"), null);

  private final MemoryStore store;
  private final @Nullable ApiToken token;
  private volatile @Nullable Known known;

  /**
   * The callers of a server.
   *
   * @param token the token of its operator; null for none
   */
  public Callers(MemoryStore store, @Nullable ApiToken token) {
    this.store = store;
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

  /** What somebody who was let in before is by now; null when they are no longer let in. */
  public @Nullable Caller renew(Caller caller) {
    ByteString key = ((StoreCaller) caller).tokenHash();
    if (key == null) {
      return caller;
    }
    Admission again = admission(ring().again(caller.name(), key.shared(), Instant.now()), key);
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
    Known now = known;
    return now != null && now.isFresh() ? now.ring : readAnew();
  }

  private synchronized KeyRing readAnew() {
    Known now = known;
    if (now == null || !now.isFresh()) {
      long began = System.nanoTime();
      KeyRing ring = store.keys().ring();
      if (now == null || !now.ring.problems().equals(ring.problems())) {
        ring.problems().forEach(problem -> log.error("No key lets anybody in: {}", problem));
      }
      now = new Known(ring, began);
      known = now;
    }
    return now.ring;
  }

  /** The keys as they were at a moment. */
  private record Known(KeyRing ring, long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < FRESH_NANOS;
    }
  }
}
