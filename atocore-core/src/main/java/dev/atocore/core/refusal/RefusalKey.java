package dev.atocore.core.refusal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.HmacSha256;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.text.NormalStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key under which texts are hashed that are not to come back: 32 bytes, in hexadecimal in a
 * file beside the store that nobody but its owner may read. Immutable; prints no secret.
 */
final class RefusalKey {
  /** What the name of the file ends with. */
  static final String ENDING = ".refusal-key";

  private static final int BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final Pattern LINE = Pattern.compile("[0-9a-f]{64}");

  private final byte[] secret;
  private final String id;

  private RefusalKey(byte[] secret) {
    this.secret = secret;
    this.id =
        HexFormat.of()
            .formatHex(
                HmacSha256.of(secret, "atocore refusal key".getBytes(US_ASCII)), 0, ID_BYTES);
  }

  /**
   * The key in that file; null when there is none.
   *
   * @throws IOException if it cannot be read, holds no key, or others may have written it
   */
  static @Nullable RefusalKey read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    String line = new String(PrivateFile.readTrusted(file, 2 * BYTES + 2), US_ASCII).strip();
    if (!LINE.matcher(line).matches()) {
      throw new IOException(file + " holds no key");
    }
    return new RefusalKey(HexFormat.of().parseHex(line));
  }

  /** Makes a key and writes it into that file, for its owner alone. */
  static RefusalKey create(Path file) {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      PrivateFile.replace(file, (HexFormat.of().formatHex(secret) + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw new StoreException(
          "refusal_key_unwritable",
          "the key of the refusals " + file + " cannot be written: " + e.getMessage(),
          e);
    }
    return new RefusalKey(secret);
  }

  /** What tells it from other keys, and no more. */
  String id() {
    return id;
  }

  /**
   * The hash of a statement with its type and its scope. A part of the scope that is not given adds
   * nothing.
   */
  ByteString ofStatement(
      String type,
      String content,
      @Nullable String project,
      @Nullable String userId,
      @Nullable String agentId) {
    // No text has a NUL.
    StringBuilder message =
        new StringBuilder("memory\0").append(type).append('\0').append(NormalStatement.of(content));
    append(message, "project", project);
    append(message, "user", userId);
    append(message, "agent", agentId);
    return hash(message);
  }

  /** The hash of the text of a chunk, of whatever document. */
  ByteString ofChunk(String text) {
    return hash(new StringBuilder("chunk\0").append(NormalStatement.of(text)));
  }

  @Override
  public String toString() {
    return "the refusal key " + id;
  }

  private ByteString hash(StringBuilder message) {
    return ByteString.wrap(HmacSha256.of(secret, message.toString().getBytes(UTF_8)));
  }

  private static void append(StringBuilder message, String name, @Nullable String value) {
    if (value != null) {
      message.append('\0').append(name).append('=').append(value);
    }
  }
}
