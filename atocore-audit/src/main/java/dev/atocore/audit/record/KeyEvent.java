package dev.atocore.audit.record;

import dev.atocore.audit.entry.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done with a key: it says what the key is from then on.
 *
 * @param kind what was done
 * @param name whose key it is
 * @param role the word for what it is trusted with
 * @param projects the only projects it is for; none for all
 * @param userId the only user it is for; null for everybody
 * @param expiresAt when it ends, ISO-8601 UTC; null for never
 * @param tokenHash the SHA-256 of its token
 * @param actor who did it
 * @param requestId the command or request it belongs to; null when unknown
 * @param at when, ISO-8601 UTC
 */
public record KeyEvent(
    Kind kind,
    String name,
    String role,
    List<String> projects,
    @Nullable String userId,
    @Nullable String expiresAt,
    ByteString tokenHash,
    String actor,
    @Nullable String requestId,
    String at) {
  /** Copies the list. */
  public KeyEvent {
    projects = List.copyOf(projects);
  }

  /** What can be done with a key. */
  public enum Kind {
    /** It was made. */
    MADE("made"),
    /** It got another token. */
    ROTATED("rotated"),
    /** It ended for good. */
    REVOKED("revoked");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Its name in the log and outside. */
    public String word() {
      return word;
    }
  }

  /** Without the hash of the token, which no output shows. */
  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
