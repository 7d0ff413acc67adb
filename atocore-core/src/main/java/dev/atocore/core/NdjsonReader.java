package dev.atocore.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads text lines one at a time, in bounded memory, however long or broken the lines are. */
final class NdjsonReader {
  static final int MAX_LINE_BYTES = 1024 * 1024;

  private final InputStream in;
  private long number;

  NdjsonReader(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  /** The next line that is not blank; null at the end. */
  @Nullable Line next() {
    while (true) {
      Line line = read();
      if (line == null || line.error() != null || !line.text().isBlank()) {
        return line;
      }
    }
  }

  /** The next lines that are not blank, at most so many; empty at the end. */
  List<Line> nextBatch(int most) {
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

  private @Nullable Line read() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    boolean any = false;
    boolean tooLong = false;
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        any = true;
        if (b == '\n') {
          break;
        }
        if (bytes.size() < MAX_LINE_BYTES) {
          bytes.write(b);
        } else {
          tooLong = true;
        }
      }
    } catch (IOException e) {
      throw new StoreException(
          "source_unreadable",
          "the input cannot be read after line " + number + ": " + e.getMessage(),
          e);
    }
    if (!any) {
      return null;
    }
    number++;
    if (tooLong) {
      return new Line(number, "", "the line is longer than " + MAX_LINE_BYTES + " bytes");
    }
    try {
      return new Line(
          number, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString(), null);
    } catch (CharacterCodingException e) {
      return new Line(number, "", "the line is not valid UTF-8");
    }
  }

  /**
   * A line of input.
   *
   * @param number from 1, blank lines counted
   * @param text what it says; empty if it could not be read
   * @param error why it could not be read; null if it could
   */
  record Line(long number, String text, @Nullable String error) {
    JsonFields fields() {
      if (error != null) {
        throw new InvalidInputException(error);
      }
      return JsonFields.parse(text);
    }
  }
}
