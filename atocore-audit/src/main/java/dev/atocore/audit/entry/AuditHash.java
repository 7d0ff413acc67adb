package dev.atocore.audit.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.io.HashInput;
import dev.atocore.audit.io.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an entry: SHA-256 over the domain {@code "atocore.audit.v1\0"} and then each field in
 * a fixed order; of one that has an {@link Attribution}, over {@code "atocore.audit.v2\0"}, the
 * same fields, and those of the attribution. A field that is null is the byte 0; any other is the
 * byte 1, its length in bytes as four bytes big-endian, and its bytes. Text is UTF-8, numbers are
 * their decimal digits, hashes and digests are their 32 bytes. docs/audit.md has the order and
 * worked examples.
 *
 * <p>The digest of a body is SHA-256 over {@code "atocore.audit.body.v1\0"}, the entry's salt and
 * the stored bytes.
 */
final class AuditHash {
  private static final int SALT_BYTES = 16;

  private AuditHash() {}

  static ByteString newSalt() {
    return ByteString.wrap(Random.next());
  }

  static @Nullable ByteString digest(
      MessageDigest sha, @Nullable ByteString salt, @Nullable String body) {
    byte[] digest = HashInput.body(sha, salt == null ? null : salt.shared(), bytes(body));
    return digest == null ? null : ByteString.wrap(digest);
  }

  static ByteString of(
      long id,
      String memoryId,
      long version,
      String action,
      String actor,
      @Nullable String project,
      String timestamp,
      @Nullable String requestId,
      @Nullable ByteString prevHash,
      BodyDigests digests,
      Attribution attribution) {
    boolean attributed = !attribution.isNone();
    HashInput input =
        new HashInput()
            .begin(attributed)
            .add(bytes(Long.toString(id)))
            .add(bytes(memoryId))
            .add(bytes(Long.toString(version)))
            .add(bytes(action))
            .add(bytes(actor))
            .add(bytes(project))
            .add(bytes(timestamp))
            .add(bytes(requestId))
            .add(bytes(prevHash))
            .add(bytes(digests.before()))
            .add(bytes(digests.after()))
            .add(bytes(digests.note()));
    if (attributed) {
      input
          .add(bytes(attribution.onBehalfOf()))
          .add(bytes(attribution.userId()))
          .add(bytes(attribution.agentId()))
          .add(bytes(attribution.runId()));
    }
    return ByteString.wrap(input.hash(Sha256.begin()));
  }

  /** A hash that no entry has, because the domain of entries is not in it. */
  static ByteString ofNothing() {
    return ByteString.wrap(Sha256.begin().digest());
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  private static byte @Nullable [] bytes(@Nullable ByteString bytes) {
    return bytes == null ? null : bytes.shared();
  }

  /**
   * Loaded at the first write only: seeding costs start-up that commands which read should not pay.
   */
  private static final class Random {
    private static final SecureRandom SECURE = new SecureRandom();
    private static final byte[] DRAWN = new byte[64 * SALT_BYTES];
    private static int used = DRAWN.length;

    /** Drawn 64 at a time: each call of the generator costs as much as hashing an entry. */
    static synchronized byte[] next() {
      if (used == DRAWN.length) {
        SECURE.nextBytes(DRAWN);
        used = 0;
      }
      byte[] salt = Arrays.copyOfRange(DRAWN, used, used + SALT_BYTES);
      used += SALT_BYTES;
      return salt;
    }
  }
}
