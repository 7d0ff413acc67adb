package dev.atocore.server.access;

import dev.atocore.audit.io.Sha256;
import java.security.MessageDigest;

/** The secret that lets a client in. It is kept as its digest and never printed. */
public final class ApiToken {
  /** What keeps guessing hopeless. */
  public static final int MIN_CHARACTERS = 16;

  private final byte[] digest;

  private ApiToken(String token) {
    this.digest = Sha256.of(token);
  }

  /**
   * The token with that text.
   *
   * @throws IllegalArgumentException if it is shorter than {@link #MIN_CHARACTERS} or has anything
   *     but visible ASCII, which no Authorization header could carry
   */
  public static ApiToken of(String token) {
    if (token.length() < MIN_CHARACTERS) {
      throw new IllegalArgumentException(
          "the API token is shorter than "
              + MIN_CHARACTERS
              + " characters; make one with: openssl rand -hex 32");
    }
    if (!token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException(
          "the API token holds white space or characters outside ASCII; make one with: openssl rand"
              + " -hex 32");
    }
    return new ApiToken(token);
  }

  /** Takes the same time wherever the two differ. */
  public boolean matches(String given) {
    return MessageDigest.isEqual(digest, Sha256.of(given));
  }

  /** What whoever has the token can compute of a text, and nobody else. */
  byte[] proofOf(String text) {
    return Callers.proof(digest, text);
  }

  @Override
  public String toString() {
    return "an API token";
  }
}
