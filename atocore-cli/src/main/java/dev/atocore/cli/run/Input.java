package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.io.PrivateFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a command reads: stdin, and the files that the user names. */
public final class Input {
  private final InputStream stdin;

  Input(InputStream stdin) {
    this.stdin = new Stdin(stdin);
  }

  /** Stdin. */
  public InputStream stdin() {
    return stdin;
  }

  /** A file, or stdin for {@code -}. */
  public InputStream open(String file) throws IOException {
    if (file.equals("-")) {
      return stdin;
    }
    Path path = CliSettings.path(file, "the file name");
    if (Files.isDirectory(path)) {
      throw CliException.failed("not_a_file", file + " is a folder; name a file, or - for stdin");
    }
    return Files.newInputStream(path);
  }

  /**
   * A file whose content is acted upon, or stdin for {@code -}.
   *
   * @throws IOException also when it is no regular file, or others may have written it
   */
  public InputStream openTrusted(String file) throws IOException {
    return file.equals("-")
        ? stdin
        : PrivateFile.openTrusted(CliSettings.path(file, "the file name"));
  }

  /**
   * The text itself, or what stdin says for {@code -}, without a byte order mark and its last line
   * break.
   *
   * @param maxBytes more than that is refused before it is read
   */
  public String text(String text, String what, int maxBytes) throws IOException {
    if (!text.equals("-")) {
      return text;
    }
    byte[] bytes = stdin.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw CliException.invalid(what + " on stdin is longer than " + maxBytes + " bytes");
    }
    try {
      return said(
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      throw CliException.invalid(what + " on stdin is not UTF-8");
    }
  }

  /**
   * The text on stdin whatever it is, for what must not be lost for its form: bytes that are no
   * UTF-8 become U+FFFD, and what is too long is cut.
   *
   * @param cut is run when something is left out
   */
  public String anyText(int maxBytes, Runnable cut) throws IOException {
    byte[] bytes = stdin.readNBytes(maxBytes + 1);
    if (bytes.length <= maxBytes) {
      return said(new String(bytes, UTF_8));
    }
    cut.run();
    int end = maxBytes;
    while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return said(new String(bytes, 0, end, UTF_8));
  }

  /** Without what is no part of it: a byte order mark, and the last line break. */
  private static String said(String read) {
    int start = read.startsWith("\uFEFF") ? 1 : 0;
    int end = read.length();
    if (end > start && read.charAt(end - 1) == '\n') {
      end -= end - 1 > start && read.charAt(end - 2) == '\r' ? 2 : 1;
    }
    return read.substring(start, end);
  }

  /** Stdin that reports the caller's mistake when there is nothing to read from. */
  private static final class Stdin extends FilterInputStream {
    Stdin(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (IOException e) {
        throw explained(e);
      }
    }

    @Override
    public byte[] readNBytes(int length) throws IOException {
      try {
        return in.readNBytes(length);
      } catch (IOException e) {
        throw explained(e);
      }
    }

    private static IOException explained(IOException failure) {
      String why = String.valueOf(failure.getMessage());
      if (why.contains("Bad file descriptor")) {
        throw CliException.invalid("stdin is closed; give a file, or something on stdin");
      }
      if (why.contains("Is a directory")) {
        throw CliException.invalid("stdin is a folder; give a file, or something on stdin");
      }
      return failure;
    }
  }
}
