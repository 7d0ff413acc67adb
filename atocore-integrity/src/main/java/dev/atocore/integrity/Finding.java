package dev.atocore.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One thing that is wrong.
 *
 * @param findingId the same from night to night for the same check and subject; safe to type and
 *     print
 * @param subject what it is about, most often the id of a row. Other programs choose ids too: it
 *     may be any text
 * @param details what is wrong with it
 */
public record Finding(String findingId, String subject, Details details) {
  private static final int ID_BYTES = 8;

  /** The id of a finding: the check's, and a short hash of the subject, which may be any text. */
  static String id(String checkId, String subject) {
    return checkId + "-" + HexFormat.of().formatHex(digest(subject), 0, ID_BYTES);
  }

  private static byte[] digest(String subject) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(subject.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
    }
  }
}
