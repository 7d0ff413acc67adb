package dev.atocore.audit.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * The public half of a key that signs checkpoints, in the form that C2SP's tools call a vkey:
 * {@code NAME+KEYID+BASE64}, where the base64 is of a byte 1, for Ed25519, and the 32 bytes of the
 * key. Immutable.
 */
public final class VerifierKey {
  static final byte ED25519 = 1;

  private final String name;
  private final byte[] publicKey;

  VerifierKey(String name, byte[] publicKey) {
    this.name = name;
    this.publicKey = publicKey;
  }

  /**
   * Reads one.
   *
   * @throws AuditException with the code {@code bad_key} if it is none, or no Ed25519 key
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    byte[] key = parts.length == 3 ? SignedNote.base64(parts[2]) : new byte[0];
    if (key.length != 1 + Ed25519.KEY_BYTES
        || key[0] != ED25519
        || !SignedNote.isKeyName(parts[0])) {
      throw bad();
    }
    VerifierKey parsed = new VerifierKey(parts[0], Arrays.copyOfRange(key, 1, key.length));
    if (!parsed.keyId().hex().equals(parts[1])) {
      throw bad();
    }
    return parsed;
  }

  /** The name, which is the origin of its checkpoints too. */
  public String name() {
    return name;
  }

  /** The four bytes that stand before its signatures. */
  public ByteString keyId() {
    MessageDigest sha = Sha256.begin();
    sha.update(name.getBytes(UTF_8));
    sha.update("\n".getBytes(US_ASCII));
    sha.update(ED25519);
    return ByteString.wrap(Arrays.copyOf(sha.digest(publicKey), 4));
  }

  /** Whether the note has a signature by this key, and none by it that is wrong. */
  boolean signed(SignedNote note) {
    boolean signed = false;
    for (SignedNote.Line line : note.signatures()) {
      if (line.name().equals(name) && line.keyId().equals(keyId())) {
        if (!Ed25519.verify(publicKey, note.message(), line.signature().shared())) {
          return false;
        }
        signed = true;
      }
    }
    return signed;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return name + "+" + keyId().hex() + "+" + encode(publicKey);
  }

  static String encode(byte[] key) {
    byte[] typed = new byte[1 + key.length];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, key.length);
    return Base64.getEncoder().encodeToString(typed);
  }

  private static AuditException bad() {
    return new AuditException(
        "bad_key",
        "that is no verifier key; it looks like NAME+KEYID+BASE64, as 'atocore audit checkpoint pubkey' prints it",
        null);
  }
}
