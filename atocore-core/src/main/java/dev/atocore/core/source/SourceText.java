package dev.atocore.core.source;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file: UTF-8, or UTF-16 where a byte order mark says so. */
final class SourceText {
  private static final long MAX_FILE_BYTES = 16L * 1024 * 1024;

  private SourceText() {}

  /**
   * All of it, with a byte order mark of UTF-8 if it has one.
   *
   * @throws InvalidInputException saying why the file is no text
   */
  static String of(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new InvalidInputException("is larger than 16 MiB");
      }
      byte[] bytes = Files.readAllBytes(file);
      String text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      TextRules.requireStorable("the file", text);
      return text;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("is not valid UTF-8");
    } catch (IOException e) {
      throw new InvalidInputException("cannot be read: " + e.getMessage());
    }
  }

  private static Charset charset(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    return mark == 0xfeff || mark == 0xfffe ? UTF_16 : UTF_8;
  }
}
