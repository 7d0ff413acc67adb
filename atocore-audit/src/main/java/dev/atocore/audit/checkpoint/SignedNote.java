package dev.atocore.audit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures below it, in the form of C2SP's <a
 * href="https://c2sp.org/signed-note">signed-note</a>.
 *
 * @param text the signed text, with its last line break
 * @param signatures in the order they stand
 */
record SignedNote(String text, List<Line> signatures) {
  /** More than any log and its witnesses sign with. */
  private static final int MOST_SIGNATURES = 100;

  private static final String DASH = "\u2014 ";

  /**
   * One signature.
   *
   * @param name the name of the key
   * @param keyId four bytes that tell keys of that name apart
   * @param signature what the key's algorithm made of the text
   */
  public record Line(String name, ByteString keyId, ByteString signature) {}

  SignedNote {
    signatures = List.copyOf(signatures);
  }

  /**
   * Reads one.
   *
   * @throws AuditException with the code {@code bad_checkpoint} if it is none
   */
  static SignedNote parse(String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n") || hasControls(note)) {
      throw bad("it is no signed note");
    }
    List<Line> lines = new ArrayList<>();
    String[] rest = note.substring(split + 2).split("\n", -1);
    for (int i = 0; i < rest.length - 1; i++) {
      lines.add(line(rest[i]));
    }
    if (lines.isEmpty() || lines.size() > MOST_SIGNATURES) {
      throw bad("it has no signature, or too many");
    }
    return new SignedNote(note.substring(0, split + 1), lines);
  }

  /** The note as it stands in a file. */
  String format() {
    StringBuilder note = new StringBuilder(text).append('\n');
    for (Line line : signatures) {
      byte[] id = line.keyId().shared();
      byte[] signature = line.signature().shared();
      byte[] both = new byte[id.length + signature.length];
      System.arraycopy(id, 0, both, 0, id.length);
      System.arraycopy(signature, 0, both, id.length, signature.length);
      note.append(DASH)
          .append(line.name())
          .append(' ')
          .append(Base64.getEncoder().encodeToString(both))
          .append('\n');
    }
    return note.toString();
  }

  /** The bytes that are signed. */
  byte[] message() {
    return text.getBytes(UTF_8);
  }

  /** Whether a key may have that name. */
  static boolean isKeyName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c));
  }

  private static Line line(String text) {
    String[] parts = text.startsWith(DASH) ? text.substring(2).split(" ", -1) : new String[0];
    byte[] bytes = parts.length == 2 ? base64(parts[1]) : new byte[0];
    if (bytes.length <= 4 || !isKeyName(parts[0])) {
      throw bad("a line below its text is no signature");
    }
    return new Line(
        parts[0],
        ByteString.wrap(Arrays.copyOf(bytes, 4)),
        ByteString.wrap(Arrays.copyOfRange(bytes, 4, bytes.length)));
  }

  /** Empty for what is no base64. */
  static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The decoder lets missing padding and stray bits pass.
      return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static boolean hasControls(String note) {
    return note.chars().anyMatch(c -> c < ' ' && c != '\n');
  }

  static AuditException bad(String why) {
    return new AuditException("bad_checkpoint", "this is no checkpoint: " + why, null);
  }
}
