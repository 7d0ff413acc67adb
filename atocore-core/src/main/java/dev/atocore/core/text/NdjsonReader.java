package dev.atocore.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads text lines one at a time, in bounded memory, however long or broken the lines are. A JSON
 * array of objects, on one line or many, is read as if each object were a line.
 */
public final class NdjsonReader {
  static final int MAX_LINE_BYTES = 1024 * 1024;

  /** More than that without a line break is a device, such as /dev/zero, and no text. */
  private static final long MAX_SKIPPED_BYTES = 256L * MAX_LINE_BYTES;

  /** Enough to see what a document begins with. */
  private static final int LOOK_AHEAD = 256;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private int next;
  private int end;
  private long number;
  private boolean begun;
  private boolean endless;
  private @Nullable JsonArrayReader array;

  public NdjsonReader(InputStream in) {
    this.in = new BlanksEnd(in);
  }

  /** The next line that is not blank, or the next object of an array; null at the end. */
  public @Nullable Line next() {
    if (!begun) {
      begun = true;
      begin();
    }
    if (array != null) {
      return array.next();
    }
    while (true) {
      Line line = read();
      if (line == null || line.error() != null || !line.text().isBlank()) {
        return line;
      }
    }
  }

  /** The next lines that are not blank, at most so many; empty at the end. */
  public List<Line> nextBatch(int most) {
    List<Line> batch = new ArrayList<>(most);
    while (batch.size() < most) {
      Line line = next();
      if (line == null) {
        break;
      }
      batch.add(line);
    }
    return batch;
  }

  /**
   * Steps over a byte order mark and blanks, and looks whether one document comes instead of lines.
   */
  private void begin() {
    try {
      lookAhead();
      if (new String(buffer, 0, end, UTF_8).startsWith("\uFEFF")) {
        next = 3;
      }
      while (fill() && BlanksEnd.isBlank(buffer[next])) {
        number += buffer[next++] == '\n' ? 1 : 0;
      }
      lookAhead();
    } catch (IOException e) {
      throw unreadable(e);
    }
    String start = new String(buffer, next, Math.min(LOOK_AHEAD, end - next), UTF_8);
    if (JsonArrayReader.DOCUMENT.matcher(start).lookingAt()) {
      array =
          new JsonArrayReader(
              new SequenceInputStream(new ByteArrayInputStream(buffer, next, end - next), in),
              number);
    }
  }

  /** Reads on until enough is there to look at, or nothing more comes. */
  private void lookAhead() throws IOException {
    System.arraycopy(buffer, next, buffer, 0, end - next);
    end -= next;
    next = 0;
    int read = 0;
    while (end < LOOK_AHEAD && read >= 0) {
      read = in.read(buffer, end, LOOK_AHEAD - end);
      end += Math.max(0, read);
    }
  }

  private StoreException unreadable(IOException failure) {
    return new StoreException(
        "source_unreadable",
        "the input cannot be read after line " + number + ": " + failure.getMessage(),
        failure);
  }

  private @Nullable Line read() {
    bytes.reset();
    boolean any = false;
    boolean ended = false;
    long skipped = 0;
    try {
      while (!ended && !endless && fill()) {
        int stop = next;
        while (stop < end && buffer[stop] != '\n') {
          stop++;
        }
        int taken = Math.min(stop - next, MAX_LINE_BYTES - bytes.size());
        bytes.write(buffer, next, taken);
        any = true;
        skipped += stop - next - taken;
        endless = skipped > MAX_SKIPPED_BYTES;
        ended = stop < end;
        next = ended ? stop + 1 : stop;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (!any) {
      return null;
    }
    number++;
    if (skipped > 0) {
      String longer = "the line is longer than " + MAX_LINE_BYTES + " bytes";
      return new Line(
          number, "", endless ? longer + ", without an end; nothing more was read" : longer);
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
      // Files that were put together have their byte order marks in the middle.
      return new Line(number, text.startsWith("\uFEFF") ? text.substring(1) : text, null);
    } catch (CharacterCodingException e) {
      return new Line(number, "", "the line is not valid UTF-8");
    }
  }

  /** Whether there are bytes to look at. */
  private boolean fill() throws IOException {
    while (next == end) {
      int read = in.read(buffer);
      if (read < 0) {
        return false;
      }
      next = 0;
      end = read;
    }
    return true;
  }

  /**
   * A line of input.
   *
   * @param number from 1, blank lines counted
   * @param text what it says; empty if it could not be read
   * @param error why it could not be read; null if it could
   */
  public record Line(long number, String text, @Nullable String error) {
    public JsonFields fields() {
      if (error != null) {
        throw new InvalidInputException(error);
      }
      return JsonFields.parse(text);
    }
  }
}
