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
 * @param acknowledged whether an operator has accepted it
 * @param firstSeen when it was first found, ISO-8601 UTC
 * @param nights on how many days it was found since, this one included
 * @param details what is wrong with it
 */
public record Finding(
    String findingId,
    String subject,
    boolean acknowledged,
    String firstSeen,
    long nights,
    Details details) {
  private static final int ID_BYTES = 8;

  Finding seen(String first, long onNights) {
    return new Finding(findingId, subject, acknowledged, first, onNights, details);
  }

  /** The id of a finding: the check's, and a short hash of the subject, which may be any text. */
  static String id(String checkId, String subject) {
    return checkId + "-" + HexFormat.of().formatHex(digest(subject), 0, ID_BYTES);
  }

  /** Whether that is the id of a finding of that check. */
  static boolean isOf(String findingId, String checkId) {
    int hash = checkId.length() + 1;
    if (findingId.length() != hash + 2 * ID_BYTES || !findingId.startsWith(checkId + "-")) {
      return false;
    }
    for (int i = hash; i < findingId.length(); i++) {
      if (Character.digit(findingId.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] digest(String subject) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(subject.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
    }
  }
}
