package dev.atocore.core.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.model.Memory;
import dev.atocore.core.text.JsonRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says {@link Memory#REDACTED} in the lines of a file where an erased text stood, over the very
 * bytes: no line becomes longer or shorter. So whoever appends meanwhile loses nothing, though
 * nobody locks these files, and no block with the text is given back to the disk.
 */
final class MaskedLines {
  /** Longer ones the program does not write. */
  private static final int LONGEST = 4 << 20;

  private static final byte[] REDACTED = Memory.REDACTED.getBytes(UTF_8);

  private final Residue residue;

  MaskedLines(Residue residue) {
    this.residue = residue;
  }

  /**
   * Masks the lines of a file.
   *
   * @return whether there was anything to mask
   */
  boolean mask(Path file) throws IOException {
    boolean masked = false;
    try (FileChannel channel =
            PrivateFile.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)) {
      long start = 0;
      int next;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      do {
        next = in.read();
        boolean ends = next < 0 || next == '\n';
        if (ends || line.size() == LONGEST) {
          masked |= mask(channel, start, line.toByteArray(), next == '\n');
          start += line.size() + (ends ? 1L : 0L);
          line.reset();
        }
        if (!ends) {
          line.write(next);
        }
      } while (next >= 0);
      if (masked) {
        channel.force(true);
      }
    }
    return masked;
  }

  private boolean mask(FileChannel channel, long start, byte[] line, boolean ended)
      throws IOException {
    byte[] masked = masked(line, ended);
    if (masked == null) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.wrap(masked);
    while (bytes.hasRemaining()) {
      channel.write(bytes, start + bytes.position());
    }
    return true;
  }

  /**
   * The line with its texts masked; null when it has none. Half a line is left alone: it may be one
   * that somebody is about to finish.
   */
  private byte @Nullable [] masked(byte[] line, boolean ended) {
    byte[] copy = line.clone();
    boolean found = false;
    try (JsonParser parser = JsonRecord.FACTORY.createParser(line)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      for (JsonToken token = parser.nextToken(); object && token != null; ) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        if (token == JsonToken.VALUE_STRING && residue.isIn(parser.getText())) {
          int to = (int) parser.currentLocation().getByteOffset();
          System.arraycopy(quoted(to - from), 0, copy, from, to - from);
          found = true;
        }
        token = parser.nextToken();
      }
      if (object) {
        return found ? copy : null;
      }
    } catch (IOException e) {
      // It is no object: a line like any other.
      found = false;
    }
    return ended && residue.isInLine(new String(line, UTF_8)) ? blank(line.length) : null;
  }

  /** A text of so many bytes with its quotes; JSON lets blanks follow it. */
  private static byte[] quoted(int length) {
    int inside = Math.min(length - 2, REDACTED.length);
    byte[] value = new byte[length];
    Arrays.fill(value, (byte) ' ');
    value[0] = '"';
    System.arraycopy(blank(inside), 0, value, 1, inside);
    value[inside + 1] = '"';
    return value;
  }

  private static byte[] blank(int length) {
    byte[] line = new byte[length];
    if (length < REDACTED.length) {
      Arrays.fill(line, (byte) '*');
    } else {
      Arrays.fill(line, (byte) ' ');
      System.arraycopy(REDACTED, 0, line, 0, REDACTED.length);
    }
    return line;
  }
}
