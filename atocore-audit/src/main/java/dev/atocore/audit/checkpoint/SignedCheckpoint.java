package dev.atocore.audit.checkpoint;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.audit.seal.MerkleHash;
import dev.atocore.audit.seal.TreeHead;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A tree's size and root, signed: a note whose text is C2SP's <a
 * href="https://c2sp.org/tlog-checkpoint">tlog-checkpoint</a>.
 *
 * @param origin which log it is of
 * @param head the size and the root
 * @param note the whole note as it stands in a file
 */
public record SignedCheckpoint(String origin, TreeHead head, String note) {
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Reads one and verifies its signature.
   *
   * @throws AuditException with the code {@code bad_checkpoint} if it is none, {@code
   *     bad_signature} if that key did not sign it
   */
  public static SignedCheckpoint open(String note, VerifierKey key) {
    SignedNote parsed = SignedNote.parse(note);
    SignedCheckpoint checkpoint = parse(parsed, note);
    if (!key.signed(parsed)) {
      throw new AuditException(
          "bad_signature",
          "the checkpoint of " + checkpoint.origin + " is not signed by " + key,
          null);
    }
    return checkpoint;
  }

  /**
   * Reads one from a file.
   *
   * @param key who must have signed it; null to take it unverified
   * @throws AuditException as {@link #open} does, and {@code not_found} if there is no such file
   */
  public static SignedCheckpoint read(Path file, @Nullable VerifierKey key) {
    String note;
    try {
      PrivateFile.requireRegular(file);
      if (Files.size(file) > MOST_BYTES) {
        throw SignedNote.bad(file + " is too long");
      }
      note = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new AuditException(
          "not_found",
          "there is no checkpoint " + file + "; 'atocore audit checkpoint' makes one",
          e);
    } catch (CharacterCodingException e) {
      throw SignedNote.bad(file + " is not UTF-8");
    } catch (IOException e) {
      throw new AuditException(
          "bad_checkpoint", "the checkpoint " + file + " cannot be read: " + e, e);
    }
    return key == null ? parse(SignedNote.parse(note), note) : open(note, key);
  }

  static String text(String origin, TreeHead head) {
    return origin
        + "\n"
        + head.size()
        + "\n"
        + Base64.getEncoder().encodeToString(head.root().shared())
        + "\n";
  }

  private static SignedCheckpoint parse(SignedNote parsed, String note) {
    String[] lines = parsed.text().split("\n", -1);
    // The text ends in a line break, so the last of these is empty.
    if (lines.length < 4 || lines[0].isEmpty()) {
      throw SignedNote.bad("it lacks its three lines");
    }
    for (int i = 3; i < lines.length - 1; i++) {
      if (lines[i].isEmpty()) {
        throw SignedNote.bad("it has an empty line");
      }
    }
    byte[] root = SignedNote.base64(lines[2]);
    if (!lines[1].matches("0|[1-9][0-9]{0,17}") || root.length != MerkleHash.BYTES) {
      throw SignedNote.bad("its size or its root is none");
    }
    return new SignedCheckpoint(
        lines[0], new TreeHead(Long.parseLong(lines[1]), ByteString.wrap(root)), note);
  }
}
