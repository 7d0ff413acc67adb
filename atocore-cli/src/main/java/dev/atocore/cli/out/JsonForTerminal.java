package dev.atocore.cli.out;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * JSON on its way to a terminal: what could steer the terminal is written as {@code \\u} escapes,
 * which mean the same. Outside of strings JSON has no such characters.
 */
public final class JsonForTerminal extends FilterWriter {
  public JsonForTerminal(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    if (c >= 0x7F && !Character.isSurrogate((char) c) && TerminalText.dangerous(c)) {
      String hex = Integer.toHexString(c);
      out.write("\\u" + "0000".substring(hex.length()) + hex);
    } else {
      out.write(c);
    }
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(text[i]);
    }
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(text.charAt(i));
    }
  }
}
