package dev.atocore.audit.entry;

import dev.atocore.audit.io.Sha256;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The salted digests of an entry's bodies. The entry's hash covers these and not the bodies, so
 * that a body can be erased and the chain still verifies.
 *
 * @param before digest of the image before; null when there was none
 * @param after digest of the image after; null when there was none
 * @param note digest of the note; null when there was none
 */
public record BodyDigests(
    @Nullable ByteString before, @Nullable ByteString after, @Nullable ByteString note) {
  static BodyDigests of(
      @Nullable ByteString salt,
      @Nullable String before,
      @Nullable String after,
      @Nullable String note) {
    MessageDigest sha = Sha256.begin();
    return new BodyDigests(
        AuditHash.digest(sha, salt, before),
        AuditHash.digest(sha, salt, after),
        AuditHash.digest(sha, salt, note));
  }
}
