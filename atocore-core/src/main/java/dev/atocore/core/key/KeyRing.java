package dev.atocore.core.key;

import dev.atocore.audit.io.Sha256;
import dev.atocore.audit.record.KeyEvent;
import dev.atocore.audit.record.KeyRecord;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.error.InvalidInputException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a store at one moment, as their events make them. Immutable. */
public final class KeyRing {
  private final List<KeyEvent> events;
  private final List<String> problems;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, KeyEvent> last = new LinkedHashMap<>();

  KeyRing(KeyRecord record) {
    this.events = record.events();
    this.problems = record.problems();
    for (KeyEvent event : events) {
      Key before = keys.get(event.name());
      Key after = after(before, event);
      if (after != null) {
        keys.put(event.name(), after);
        last.put(event.name(), event);
      }
    }
  }

  private static @Nullable Key after(@Nullable Key before, KeyEvent event) {
    try {
      return new Key(
          event.name(),
          Role.parse(event.role()),
          new Scope(new HashSet<>(event.projects()), event.userId()),
          event.expiresAt(),
          before == null ? event.at() : before.createdAt(),
          event.kind() == KeyEvent.Kind.ROTATED
              ? event.at()
              : before == null ? null : before.rotatedAt(),
          event.kind() == KeyEvent.Kind.REVOKED
              ? event.at()
              : before == null ? null : before.revokedAt());
    } catch (InvalidInputException e) {
      // A role that this release does not know lets nobody in.
      return null;
    }
  }

  /** All keys there ever were, in the order of their making. */
  public List<Key> keys() {
    return List.copyOf(keys.values());
  }

  /** What was done with keys, oldest first. */
  public List<KeyEvent> events() {
    return events;
  }

  /**
   * What is not as it was put on record. While there is something, no key lets anybody in: it may
   * be the end of one that is gone.
   */
  public List<String> problems() {
    return problems;
  }

  /** Whether a key was ever made; from then on nobody is let in without one. */
  public boolean isUsed() {
    return !events.isEmpty() || !problems.isEmpty();
  }

  /** Whether some key lets somebody in. */
  public boolean hasLiving(Instant now) {
    return problems.isEmpty()
        && keys.values().stream().anyMatch(key -> key.state(now) == Key.State.LIVING);
  }

  /** The key of that name; null if there never was one. */
  public @Nullable Key find(String name) {
    return keys.get(name);
  }

  @Nullable KeyEvent last(String name) {
    return last.get(name);
  }

  /** Whose token that is. It takes the same time wherever it differs from those that there are. */
  public KeyAnswer admit(String token, Instant now) {
    byte[] hash = Sha256.of(token);
    KeyEvent found = null;
    for (KeyEvent event : events) {
      if (MessageDigest.isEqual(event.tokenHash().shared(), hash)) {
        found = event;
      }
    }
    if (found == null) {
      return new KeyAnswer.Refused(null, "the token is wrong");
    }
    return answer(found, now);
  }

  /** Whether a principal that a token let in would be let in again. */
  public KeyAnswer again(String name, byte[] tokenHash, Instant now) {
    KeyEvent newest = last.get(name);
    return newest == null || !MessageDigest.isEqual(newest.tokenHash().shared(), tokenHash)
        ? new KeyAnswer.Refused(name, "the key was rotated; use its new token")
        : answer(newest, now);
  }

  private KeyAnswer answer(KeyEvent found, Instant now) {
    String name = found.name();
    Key key = keys.get(name);
    KeyEvent newest = last.get(name);
    if (!problems.isEmpty()) {
      return new KeyAnswer.Refused(
          name, "the record of the keys was changed; run 'atocore audit verify'");
    }
    if (key == null || newest == null || !newest.tokenHash().equals(found.tokenHash())) {
      return new KeyAnswer.Refused(name, "the key was rotated; use its new token");
    }
    return switch (key.state(now)) {
      case LIVING -> new KeyAnswer.Known(key.principal());
      case EXPIRED -> new KeyAnswer.Refused(name, "the key has expired");
      case REVOKED -> new KeyAnswer.Refused(name, "the key is revoked");
    };
  }
}
