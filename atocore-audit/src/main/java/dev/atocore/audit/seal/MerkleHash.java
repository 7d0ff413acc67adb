package dev.atocore.audit.seal;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.Sha256;
import java.security.MessageDigest;

/** The hashes of a Merkle tree as RFC 6962, section 2.1, defines them (RFC 9162 has the same). */
public final class MerkleHash {
  public static final int BYTES = 32;

  private MerkleHash() {}

  /** The root of a tree without leaves. */
  static ByteString empty() {
    return ByteString.wrap(Sha256.begin().digest());
  }

  /** The hash of a leaf: SHA-256 over a zero byte and its data. */
  static ByteString leaf(ByteString data) {
    MessageDigest sha = Sha256.begin();
    sha.update((byte) 0);
    return ByteString.wrap(sha.digest(data.shared()));
  }

  /** The hash of a node: SHA-256 over a one byte and the hashes of its children. */
  static ByteString node(ByteString left, ByteString right) {
    MessageDigest sha = Sha256.begin();
    sha.update((byte) 1);
    sha.update(left.shared());
    return ByteString.wrap(sha.digest(right.shared()));
  }
}
