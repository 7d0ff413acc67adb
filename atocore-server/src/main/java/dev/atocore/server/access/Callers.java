package dev.atocore.server.access;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.Sha256;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.key.KeyAnswer;
import dev.atocore.core.key.KeyRing;
import dev.atocore.core.key.KeyWatch;
import dev.atocore.server.http.Admission;
import dev.atocore.server.http.Caller;
import java.time.Instant;
import java.util.List;
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
    KeyRing ring = keys.ring();
    if (!ring.problems().equals(problems)) {
      problems = ring.problems();
      problems.forEach(problem -> log.error("No key lets anybody in: {}", problem));
    }
    return ring;
  }
}
