package dev.atocore.audit.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 that every Java has. */
public final class Sha256 {
  /** Copied instead of asked for anew: the providers are looked through each time. */
  private static final MessageDigest UNUSED = find();

  private Sha256() {}

  /** A digest that nothing was added to yet. */
  public static MessageDigest begin() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      return find();
    }
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
    }
  }

  /** The digest of the UTF-8 text. */
  public static byte[] of(String text) {
    return begin().digest(text.getBytes(UTF_8));
  }
}
