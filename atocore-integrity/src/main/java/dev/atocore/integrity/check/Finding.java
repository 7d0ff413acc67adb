package dev.atocore.integrity.check;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.io.Sha256;
import java.io.IOException;
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
 * @param mend what to do about it, most often a command; empty when there is nothing to say
 * @param details what is wrong with it
 */
public record Finding(
    String findingId,
    String subject,
    boolean acknowledged,
    String firstSeen,
    long nights,
    String mend,
    Details details) {
  private static final int ID_BYTES = 8;

  public Finding seen(String first, long onNights) {
    return new Finding(findingId, subject, acknowledged, first, onNights, mend, details);
  }

  public Finding with(Details more) {
    return new Finding(findingId, subject, acknowledged, firstSeen, nights, mend, more);
  }

  /**
   * Writes one object: {@code finding_id, subject, acknowledged, first_seen, nights, mend,
   * details}.
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFields(json);
    json.writeEndObject();
  }

  /** Writes the same fields into an object that was begun. */
  public void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("finding_id", findingId);
    json.writeStringField("subject", subject);
    json.writeBooleanField("acknowledged", acknowledged);
    json.writeStringField("first_seen", firstSeen);
    json.writeNumberField("nights", nights);
    json.writeStringField("mend", mend);
    json.writeFieldName("details");
    details.write(json);
  }

  /** The id of a finding: the check's, and a short hash of the subject, which may be any text. */
  public static String id(String checkId, String subject) {
    return checkId + "-" + HexFormat.of().formatHex(Sha256.of(subject), 0, ID_BYTES);
  }

  /** Whether that is the id of a finding of that check. */
  public static boolean isOf(String findingId, String checkId) {
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
}
