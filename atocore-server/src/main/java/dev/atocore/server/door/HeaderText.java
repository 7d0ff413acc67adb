package dev.atocore.server.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.server.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Header values: Undertow makes a char of each byte; programs send UTF-8. */
final class HeaderText {
  private HeaderText() {}

  static String utf8(String name, String value) {
    boolean ascii = true;
    for (int i = 0; i < value.length() && ascii; i++) {
      ascii = value.charAt(i) < 0x80;
    }
    if (ascii) {
      return value;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.invalid("the header " + name + " is not UTF-8");
    }
  }
}
