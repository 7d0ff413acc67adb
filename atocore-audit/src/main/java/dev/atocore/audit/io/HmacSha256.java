package dev.atocore.audit.io;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104). By hand, because {@code javax.crypto.Mac} looks through the security
 * providers first, which a short command would wait for.
 */
public final class HmacSha256 {
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private HmacSha256() {}

  /** The code of the message under that key. */
  public static byte[] of(byte[] key, byte[] message) {
    byte[] padded = Arrays.copyOf(key.length > BLOCK ? Sha256.begin().digest(key) : key, BLOCK);
    return hash(padded, OUTER, hash(padded, INNER, message));
  }

  private static byte[] hash(byte[] key, byte pad, byte[] message) {
    byte[] mixed = key.clone();
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] ^= pad;
    }
    MessageDigest sha = Sha256.begin();
    sha.update(mixed);
    return sha.digest(message);
  }
}
