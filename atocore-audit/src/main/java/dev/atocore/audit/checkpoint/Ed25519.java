package dev.atocore.audit.checkpoint;

import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) of the JDK, on keys as the 32 bytes that the RFC writes. */
final class Ed25519 {
  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private static final String NAME = "Ed25519";

  /** What stands before the 32 bytes in the DER form that the JDK reads and writes (RFC 8410). */
  private static final byte[] DER_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  static byte[] newSeed() {
    byte[] seed = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(seed);
    return seed;
  }

  /** The public key of a seed, which the JDK derives only while it makes a new pair. */
  static byte[] publicKey(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      byte[] der = generator.generateKeyPair().getPublic().getEncoded();
      return Arrays.copyOfRange(der, DER_PREFIX.length, der.length);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(NAME)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** False also for a key or signature that is none. */
  static boolean verify(byte[] publicKey, byte[] message, byte[] signed) {
    // The JDK takes a signature with more bytes behind it.
    if (publicKey.length != KEY_BYTES || signed.length != SIGNATURE_BYTES) {
      return false;
    }
    byte[] der = Arrays.copyOf(DER_PREFIX, DER_PREFIX.length + publicKey.length);
    System.arraycopy(publicKey, 0, der, DER_PREFIX.length, publicKey.length);
    try {
      PublicKey key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(der));
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException(
        "This Java cannot do Ed25519, which every Java from 15 on must: " + e.getMessage(), e);
  }

  /** Hands out a seed that is there already in place of random bytes. */
  private static final class Given extends SecureRandom {
    @Serial private static final long serialVersionUID = 1;

    private final transient byte[] seed;

    Given(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
